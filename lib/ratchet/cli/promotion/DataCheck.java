package ratchet.cli.promotion;

import java.time.Clock;
import ratchet.logs.LogFiles;
import ratchet.promote.DataFindings;

/**
 * The checks of the data, for the explanation of a refusal. They are found by name: a promote that
 * is built alone, over http, leaves their files out, and its explanations say nothing of the data
 * check.
 */
public final class DataCheck {
  private static final String CHECKS = "ratchet.cli.report.CheckedData";

  private DataCheck() {}

  /** Runs when it is first asked for. */
  public static DataFindings of(LogFiles database, Clock clock) {
    try {
      return (DataFindings)
          Class.forName(CHECKS)
              .getConstructor(LogFiles.class, Clock.class)
              .newInstance(database, clock);
    } catch (ReflectiveOperationException e) {
      return DataFindings.UNCHECKED;
    }
  }
}
