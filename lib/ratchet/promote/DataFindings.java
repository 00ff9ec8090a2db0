package ratchet.promote;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;

/** What the data check has against the rows of a model; asked only when a candidate is refused. */
@FunctionalInterface
public interface DataFindings {
  /** The data were not checked. */
  DataFindings UNCHECKED = model -> Optional.empty();

  /**
   * What the checks find; they run when they are first asked for. They are found by name: a promote
   * that is built alone, over http, leaves their files out, and its explanations say nothing of the
   * data check.
   */
  static DataFindings ofChecks(LogFiles database, Clock clock) {
    try {
      return (DataFindings)
          Class.forName("ratchet.cli.report.CheckedData")
              .getConstructor(LogFiles.class, Clock.class)
              .newInstance(database, clock);
    } catch (ReflectiveOperationException e) {
      return UNCHECKED;
    }
  }

  /**
   * @return one sentence per finding, the gravest first; empty when the data were not checked
   */
  Optional<List<String>> of(ModelName model);
}
