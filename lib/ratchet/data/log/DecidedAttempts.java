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
 * latest decision of its route and amount in the minute before it; a failed one, which tells no
 * amount, to the latest of its route that no filled attempt took and that has an arm of its
 * requested slippage; one after the other, so that no two with one slippage share a decision. Only
 * where that finds none, the latest context of the route stands in.
 *
 * <p>Which decisions are taken is known a minute later, so that a failed attempt waits for those
 * that follow. Memory holds what two minutes of both logs do.
 */
public final class DecidedAttempts {
  /** A context older than this is not the attempt's. */
  public static final long TOLERANCE_MS = 60_000;

  /** What left the wallet on a sell is nearly what was decided to. */
  static final double NEARLY = 0.01;

  private final AttemptStream attempts;
  private final RecentContexts contexts;
  private final Listener listener;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Attempt ahead;
  private Attempt previous;
  private long duplicates;
  private final long[] matches = new long[DecidedAttempt.Match.values().length];

  /** Who follows how attempts and decisions are brought together. */
  public interface Listener extends RecentContexts.DecisionListener {
    /** Of somebody who does not care. */
    Listener NONE = (ms, amount, isTakenByAmount, isTakenByElimination) -> {};

    /**
     * Told before all else, and once more where all comes again, from the first on.
     *
     * @param decisions all attempts are read that may be of a decision within
     */
    default void begin(TimeWindow decisions) {}

    /** The next attempt, in the order in which they come. */
    default void decided(DecidedAttempt attempt) {}
  }

  /** An attempt that is looked at; without a result while it cannot be known. */
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
   * Opens all attempts of a window, and those of the two minutes around it, by which it is known
   * what is taken.
   *
   * @param routes knows the attempts' routes
   * @param listener told of the decisions and who took them
   * @throws OrderCheck.NotInOrder when a log does not have the order that was found; so does
   *     reading on
   */
  static Reading open(
      Database database,
      TimeWindow window,
      LogOrder.Finding finding,
      RouteNumbers routes,
      Listener listener) {
    long latest = Long.MAX_VALUE;
    TimeWindow wanted =
        new TimeWindow(before(window.fromMs(), TOLERANCE_MS), window.endPlus(2 * TOLERANCE_MS));
    TimeWindow ofContexts = new TimeWindow(before(wanted.fromMs(), TOLERANCE_MS), wanted.toMs());
    listener.begin(wanted);
    LogOrder live = finding.of(database, "exec_outcomes", latest);
    LogOrder simulated = finding.of(database, "sim_exec_outcomes", latest);
    EchoSources echoes = EchoSources.of(database, latest);
    long lastRow = FillContexts.lastRow(database);
    AttemptStream attempts =
        AttemptStream.open(database, live, simulated, echoes, latest, wanted, routes);
    BatchSource<ContextBatch> parsed =
        new ParsedContexts(
            new FillContexts(database, finding, routes, lastRow, latest, () -> ofContexts));
    try {
      return new Reading(attempts, parsed, new DecidedAttempts(attempts, parsed, listener));
    } catch (RuntimeException e) {
      parsed.close();
      attempts.close();
      throw e;
    }
  }

  /** Attempts that are read from a database, and what they are read from. */
  record Reading(AttemptStream attempts, BatchSource<ContextBatch> parsed, DecidedAttempts decided)
      implements AutoCloseable {
    /** As {@link DecidedAttempts#next()}. */
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
   * The next attempt; null when there is none any more. One that is logged twice comes once.
   *
   * @throws OrderCheck.NotInOrder when a log does not have the order that was assumed of it
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

  /** Whether the attempt has its result, now that all up to the next one have come. */
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
        ? contexts.nearAmount(attempt.route(), attempt.amountIn(), NEARLY, sinceMs)
        : place;
  }

  /** Of a failed attempt, when all filled ones that may take its decision have come. */
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

  /** Attempts that were logged again so far. */
  public long duplicates() {
    return duplicates;
  }

  /** Contexts so far that could not be parsed. */
  public long malformedContexts() {
    return contexts.malformed();
  }

  /** Attempts so far whose context was found in a way. */
  public long count(DecidedAttempt.Match match) {
    return matches[match.ordinal()];
  }
}
