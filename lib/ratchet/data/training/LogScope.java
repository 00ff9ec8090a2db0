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
 * What the rows of one file depend on that only all files together tell: windows count back from
 * the newest moment of all, and which simulations are echoes is told by all rows of their source.
 * Whoever reads files apart finds the scope of each, adds them up, and reads each file within the
 * sum.
 *
 * @param firstMs first moment of the execution log, milliseconds since the epoch
 * @param lastMs last moment of it
 * @param isEmpty whether nothing was logged; then both are 0
 * @param simulated what the outcomes of each source of simulations are like
 */
public record LogScope(
    long firstMs, long lastMs, boolean isEmpty, SortedMap<String, SourceTally> simulated)
    implements Serializable {
  public LogScope {
    simulated = new TreeMap<>(simulated);
  }

  /**
   * Of one file, by one pass over each log of attempts.
   *
   * @param asOfMs nothing later counts; empty for all of it
   * @throws ratchet.model.InputException when a table is missing or cannot be read
   */
  public static LogScope of(Database file, OptionalLong asOfMs) {
    file.requireTables("exec_outcomes", "sim_exec_outcomes");
    return of(Execution.span(file, asOfMs), SourceTally.of(file, asOfMs.orElse(Long.MAX_VALUE)));
  }

  static LogScope of(Execution.Span span, Map<String, SourceTally> simulated) {
    return new LogScope(span.firstMs(), span.lastMs(), span.isEmpty(), new TreeMap<>(simulated));
  }

  /** Of two files, in either order. */
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
