package ratchet.data.training;

import java.io.Serializable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import ratchet.data.log.EchoSources;
import ratchet.data.log.Execution;
import ratchet.data.log.SourceTally;
import ratchet.data.sqlite.Database;

/**
 * What the rows of one file depend on in all files: windows end at the latest time of all files,
 * and whether a source of simulations is an echo depends on all its rows. To read files separately,
 * find the scope of each, add them up, and read each file with the sum.
 *
 * @param firstMs first time of the execution log, milliseconds since the epoch
 * @param lastMs last time of the execution log, milliseconds since the epoch
 * @param isEmpty whether nothing was logged; then both are 0
 * @param simulated by source, what the outcomes of its simulations are like
 */
public record LogScope(
    long firstMs, long lastMs, boolean isEmpty, SortedMap<String, SourceTally> simulated)
    implements Serializable {
  public LogScope {
    simulated = new TreeMap<>(simulated);
  }

  /**
   * Finds the scope of one file, by one pass over each log of attempts.
   *
   * @param asOfMs later rows are ignored, milliseconds since the epoch; empty to use all
   * @throws ratchet.model.InputException when a table is missing or cannot be read
   */
  public static LogScope of(Database file, OptionalLong asOfMs) {
    file.requireTables("exec_outcomes", "sim_exec_outcomes");
    return of(Execution.span(file, asOfMs), SourceTally.of(file, asOfMs.orElse(Long.MAX_VALUE)));
  }

  static LogScope of(Execution.Span span, Map<String, SourceTally> simulated) {
    return new LogScope(span.firstMs(), span.lastMs(), span.isEmpty(), new TreeMap<>(simulated));
  }

  /** The scope of both files, in either order. */
  public LogScope plus(LogScope other) {
    SortedMap<String, SourceTally> both = new TreeMap<>(simulated);
    other.simulated.forEach((source, tally) -> both.merge(source, tally, SourceTally::plus));
    return of(span().plus(other.span()), both);
  }

  Execution.Span span() {
    return new Execution.Span(firstMs, lastMs, isEmpty);
  }

  EchoSources echoes() {
    return EchoSources.of(simulated);
  }
}
