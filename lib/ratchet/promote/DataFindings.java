package ratchet.promote;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;

/** The findings of the data check about a model; they explain a refusal. */
@FunctionalInterface
public interface DataFindings {
  /** The data were not checked. */
  DataFindings UNCHECKED = model -> Optional.empty();

  /**
   * Findings of the data checks, which run at the first call. The class is loaded by name: a {@code
   * promote} that is built alone, over http, has no data checks and returns {@link #UNCHECKED}.
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
   * The findings about a model.
   *
   * @return one sentence per finding, the most serious first; empty when the data were not checked
   */
  Optional<List<String>> of(ModelName model);
}
