package ratchet.data.log;

import java.util.ArrayDeque;
import java.util.Deque;
import ratchet.data.log.ContextBatch.ParsedContexts;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.OrderCheck;
import ratchet.data.sqlite.TimeWindow;

/**
 * Attempts with their own contexts, in the order of {@link AttemptStream}. The five {@code
 * fill_preds} rows of one time, route and amount are one decision. A filled attempt belongs to the
 * latest decision of its route and amount in the minute before it. A failed one, which has no
 * amount, belongs to the latest of its route that no filled attempt took and that has an arm with
 * its requested slippage. No two failed attempts with the same slippage share a decision. If no
 * decision is found, the latest context of the route is used.
 *
 * <p>Which decisions are taken is known a minute later, so a failed attempt waits for the attempts
 * that follow. Memory holds two minutes of both logs.
 */
public final class DecidedAttempts {
  /** A context older than this is not used for an attempt. */
  public static final long TOLERANCE_MS = 60_000;

  /**
   * On a sell, the amount that left the wallet may differ by this share from that of the decision.
   */
  static final double SELL_TOLERANCE = 0.01;

  private final AttemptStream attempts;
  private final RecentContexts contexts;
  private final Listener listener;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Attempt ahead;
  private Attempt previous;
  private long duplicates;
  private final long[] matches = new long[DecidedAttempt.Match.values().length];

  /** Receives how attempts are matched with decisions. */
  public interface Listener extends RecentContexts.DecisionListener {
    /** Ignores all calls. */
    Listener NONE = (ms, amount, isTakenByAmount, isTakenByElimination) -> {};

    /**
     * Called first, and again if all attempts are read again from the first.
     *
     * @param decisions window of decisions whose attempts are all read
     */
    default void begin(TimeWindow decisions) {}

    /** Receives the next attempt, in the order of {@link AttemptStream}. */
    default void decided(DecidedAttempt attempt) {}
  }

  /** An attempt that was read; its result is null until it is known. */
  private static final class Waiting {
    private final Attempt attempt;
    private long latestOfRoute;
    private long arm;
    private DecidedAttempt result;

    private Waiting(Attempt attempt) {
      this.attempt = attempt;
    }
  }

  /**
   * Matches attempts with contexts; it closes neither source.
   *
   * @param contexts of the logged decisions, parsed
   */
  public DecidedAttempts(
      AttemptStream attempts, BatchSource<ContextBatch> contexts, Listener listener) {
    this.attempts = attempts;
    this.contexts = new RecentContexts(contexts, listener);
    this.listener = listener;
    ahead = attempts.next();
  }

  /**
   * Opens all attempts of a window, with some minutes around it, which decide what is taken.
   *
   * @param routes receives the routes of the attempts
   * @param listener receives the decisions and the matched attempts
   * @throws OrderCheck.NotInOrder when a log is not in the order that was found; later reads throw
   *     it too
   */
  static Reading open(
      Database database,
      TimeWindow window,
      LogOrder.Finder finder,
      RouteNumbers routes,
      Listener listener) {
    long latest = Long.MAX_VALUE;
    TimeWindow wanted =
        new TimeWindow(before(window.fromMs(), TOLERANCE_MS), window.endPlus(2 * TOLERANCE_MS));
    TimeWindow ofContexts = new TimeWindow(before(wanted.fromMs(), TOLERANCE_MS), wanted.toMs());
    listener.begin(wanted);
    LogOrder live = finder.of(database, "exec_outcomes", latest);
    LogOrder simulated = finder.of(database, "sim_exec_outcomes", latest);
    EchoSources echoes = EchoSources.of(database, latest);
    long lastRow = FillContexts.lastRow(database);
    AttemptStream attempts =
        AttemptStream.open(database, live, simulated, echoes, latest, wanted, routes);
    BatchSource<ContextBatch> parsed =
        new ParsedContexts(
            new FillContexts(database, finder, routes, lastRow, latest, () -> ofContexts));
    try {
      return new Reading(attempts, parsed, new DecidedAttempts(attempts, parsed, listener));
    } catch (RuntimeException e) {
      parsed.close();
      attempts.close();
      throw e;
    }
  }

  /** Attempts that are read from a database, with their sources. */
  record Reading(AttemptStream attempts, BatchSource<ContextBatch> parsed, DecidedAttempts decided)
      implements AutoCloseable {
    /** Like {@link DecidedAttempts#next()}. */
    DecidedAttempt next() {
      return decided.next();
    }

    @Override
    public void close() {
      parsed.close();
      attempts.close();
    }
  }

  private static long before(long ms, long earlierMs) {
    return ms < Long.MIN_VALUE + earlierMs ? Long.MIN_VALUE : ms - earlierMs;
  }

  /**
   * The next attempt; null at the end. An attempt that was logged twice is returned once.
   *
   * @throws OrderCheck.NotInOrder when a log is not in the order that was assumed
   */
  public DecidedAttempt next() {
    while (waiting.isEmpty() || !isKnown(waiting.peek())) {
      if (ahead == null) {
        if (waiting.isEmpty()) {
          // to the end, so that the order of all is checked and every decision is counted
          contexts.forget(Long.MAX_VALUE);
          contexts.advanceTo(Long.MAX_VALUE);
          contexts.forget(Long.MAX_VALUE);
          return null;
        }
        eliminate(waiting.peek());
      } else {
        arrive();
      }
    }
    DecidedAttempt next = waiting.remove().result;
    matches[next.match().ordinal()]++;
    listener.decided(next);
    return next;
  }

  /** Whether the result of an attempt is known, after all attempts before {@link #ahead}. */
  private boolean isKnown(Waiting first) {
    if (first.result == null && ahead != null && ahead.ms() > first.attempt.ms() + TOLERANCE_MS) {
      eliminate(first);
    }
    return first.result != null;
  }

  private void arrive() {
    Attempt attempt = ahead;
    ahead = attempts.next();
    if (attempt.isLoggedTwice(previous)) {
      duplicates++;
      return;
    }
    previous = attempt;
    long oldest = waiting.isEmpty() ? attempt.ms() : waiting.peek().attempt.ms();
    contexts.forget(oldest - TOLERANCE_MS);
    contexts.advanceTo(attempt.ms());
    Waiting own = new Waiting(attempt);
    long sinceMs = attempt.ms() - TOLERANCE_MS;
    own.latestOfRoute = contexts.latest(attempt.route(), sinceMs);
    if (own.latestOfRoute == RecentContexts.NONE) {
      own.result = DecidedAttempt.without(attempt);
    } else {
      long place = ofAmount(attempt, sinceMs);
      if (place != RecentContexts.NONE) {
        contexts.takeByAmount(place);
        own.result = decided(attempt, DecidedAttempt.Match.AMOUNT, place);
      } else if (attempt.filled() == 0) {
        own.arm = contexts.byArm(attempt.route(), attempt.requestedBps(), sinceMs);
      } else {
        own.result = decided(attempt, DecidedAttempt.Match.ROUTE, own.latestOfRoute);
      }
    }
    waiting.add(own);
  }

  private long ofAmount(Attempt attempt, long sinceMs) {
    if (!(attempt.amountIn() > 0) || Double.isNaN(attempt.filled())) {
      return RecentContexts.NONE;
    }
    long place = contexts.byAmount(attempt.route(), attempt.amountIn(), sinceMs);
    return place == RecentContexts.NONE && attempt.isSell()
        ? contexts.nearAmount(attempt.route(), attempt.amountIn(), SELL_TOLERANCE, sinceMs)
        : place;
  }

  /** Matches a failed attempt, after all filled ones that may take its decision. */
  private void eliminate(Waiting failed) {
    Attempt attempt = failed.attempt;
    long place =
        contexts.untaken(
            failed.arm, attempt.route(), attempt.requestedBps(), attempt.ms() - TOLERANCE_MS);
    if (place == RecentContexts.NONE) {
      failed.result = decided(attempt, DecidedAttempt.Match.ROUTE, failed.latestOfRoute);
    } else {
      contexts.takeByElimination(place);
      failed.result = decided(attempt, DecidedAttempt.Match.ELIMINATION, place);
    }
  }

  private DecidedAttempt decided(Attempt attempt, DecidedAttempt.Match match, long place) {
    return new DecidedAttempt(
        attempt,
        match,
        contexts.ms(place),
        contexts.amount(place),
        contexts.isUsable(place),
        contexts.values(place));
  }

  /** The number of attempts so far that were logged twice. */
  public long duplicates() {
    return duplicates;
  }

  /** The number of contexts so far that could not be parsed. */
  public long malformedContexts() {
    return contexts.malformed();
  }

  /** The number of attempts so far whose context was found in this way. */
  public long count(DecidedAttempt.Match match) {
    return matches[match.ordinal()];
  }
}
