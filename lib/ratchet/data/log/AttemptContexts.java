package ratchet.data.log;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;

/**
 * The contexts that live attempts were decided with, asked for in the order of time. It reads ahead
 * of whoever asks by as much as {@link DecidedAttempts} does, and holds the attempts of one moment.
 */
final class AttemptContexts implements AutoCloseable {
  private final DecidedAttempts.Reading attempts;

  /** By row; those at or after the moment that was asked for last. */
  private final Map<Long, DecidedAttempt> known = new HashMap<>();

  private DecidedAttempt ahead;

  AttemptContexts(Database database, TimeWindow window) {
    attempts =
        DecidedAttempts.open(
            database, window, new RouteNumbers(), (ms, amount, byAmount, byElimination) -> {});
    ahead = attempts.next();
  }

  /**
   * The context of an attempt; empty where none was logged.
   *
   * @param ms must not fall
   * @param row of {@code exec_outcomes}
   */
  Optional<LoggedContext> of(long ms, long row) {
    Iterator<DecidedAttempt> earlier = known.values().iterator();
    while (earlier.hasNext()) {
      if (earlier.next().attempt().ms() < ms) {
        earlier.remove();
      }
    }
    for (; ahead != null && ahead.attempt().ms() <= ms; ahead = attempts.next()) {
      if (ahead.attempt().row() > 0 && ahead.attempt().ms() == ms) {
        known.put(ahead.attempt().row(), ahead);
      }
    }
    return Optional.ofNullable(known.get(row))
        .filter(decided -> decided.match() != DecidedAttempt.Match.NONE)
        .map(
            decided ->
                new LoggedContext(decided.contextMs(), decided.isUsable(), decided.values()));
  }

  @Override
  public void close() {
    attempts.close();
  }
}
