package ratchet.data.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.OrderCheck;
import ratchet.data.sqlite.TimeWindow;
import ratchet.data.sqlite.Timestamps;

/**
 * Joins the fee decisions of one file with live attempts. A fee decision has {@code fill_preds}
 * rows of the same time and amount, and its outcome is that of the attempt that is matched with
 * these rows. A decision without a size, as in old logs, is joined with the first execution of the
 * same route, compute-unit price and requested slippage within a minute, unless an earlier decision
 * has it.
 *
 * <p>A decision takes 16 bytes and two bits of memory. The join can listen to another reader's pass
 * over the attempts. Not thread-safe.
 */
public final class FeeJoin implements DecidedAttempts.Listener {
  /** The blockhash of a decision has expired after this. */
  static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(60);

  /** A fee and its {@code fill_preds} rows are written one after the other, within this time. */
  static final long TOGETHER_MS = 5;

  private static final double LAMPORTS_PER_SOL = 1e9;

  private static final String DECISIONS =
      "SELECT ts, rowid, cu_price, slippage_bps, ctx_json FROM fee_decisions";

  private static final String EXECUTIONS =
      "SELECT ms, route, cu_price, slippage_bps_req, filled, slip, mint FROM (SELECT "
          + Timestamps.milliseconds("ts")
          + " AS ms, route, cu_price, slippage_bps_req, filled, CASE WHEN lower(side) = 'sell' THEN"
          + " 0 - slippage_bps_real ELSE slippage_bps_real END AS slip, mint, rowid AS id FROM"
          + " exec_outcomes WHERE "
          + Timestamps.ARE_NUMBERS
          + " AND filled IS NOT NULL)"
          + " WHERE ms >= ?1 AND ms < ?2 ORDER BY ms, id";

  /** Receives the decisions, which are numbered from 0 in the order of time. */
  interface Keeper {
    /** Ignores the decisions, where only counts are needed. */
    Keeper NONE = new Keeper() {};

    default void decision(long id, long ms, DecisionContext context) {}

    /** The outcome of a decision, by route and price. */
    default void executed(int decision, LoggedDecision.Execution outcome, String mint) {}

    /** The attempt of a decision, by size. */
    default void attempted(int decision, DecidedAttempt decided) {}
  }

  private record Key(String route, double cuPrice, double slippageBps) {}

  private final TimeWindow window;
  private final Keeper keeper;
  private long[] times = new long[1024];

  /** NaN where the decision has no size. */
  private double[] lamports = new double[1024];

  private int size;
  private int sized;
  private final Map<Key, Deque<Integer>> unsized = new HashMap<>();
  private long unsizedKnown;
  private final BitSet withContext = new BitSet();
  private final BitSet known = new BitSet();
  private boolean isFollowing;
  private long withoutProbabilities;
  private long malformed;

  private FeeJoin(TimeWindow window, Keeper keeper) {
    this.window = window;
    this.keeper = keeper;
  }

  /**
   * Reads the decisions of a window. Those with a size have no outcome until {@link #complete}.
   *
   * @param file one file, which has the tables
   */
  public static FeeJoin read(Database file, TimeWindow window) {
    return LogOrder.assuming(finder -> read(file, window, finder, Keeper.NONE));
  }

  /**
   * Reads the decisions of a window for a keeper.
   *
   * @throws OrderCheck.NotInOrder when the log is not in the order that was found
   */
  static FeeJoin read(Database file, TimeWindow window, LogOrder.Finder finder, Keeper keeper) {
    FeeJoin join = new FeeJoin(window, keeper);
    LogOrder order = finder.of(file, "fee_decisions", Long.MAX_VALUE);
    OrderCheck check = new OrderCheck(order, Long.MAX_VALUE);
    try (Cursor rows = Cursor.open(file, DECISIONS + order.orderBy("rowid"))) {
      for (; rows.hasRow(); rows.advance()) {
        double logged = rows.number(1);
        if (!Double.isNaN(logged)) {
          long ms = Timestamps.toMilliseconds(logged);
          check.next(ms);
          if (window.contains(ms)) {
            join.add(ms, rows);
          }
        }
      }
    }
    if (!join.unsized.isEmpty()) {
      join.execute(file);
    }
    return join;
  }

  private void add(long ms, Cursor row) {
    DecisionContext.Parsed parsed = DecisionContext.parse(row.text(5));
    switch (parsed.kind()) {
      case MALFORMED -> malformed++;
      case WITHOUT_PROBABILITIES -> withoutProbabilities++;
      case USABLE -> {
        DecisionContext context = parsed.context().orElseThrow();
        if (size == times.length) {
          times = Arrays.copyOf(times, 2 * size);
          lamports = Arrays.copyOf(lamports, 2 * size);
        }
        double sizeSol = context.inputs().get("sizeSol");
        boolean isSized = sizeSol > 0;
        if (isSized) {
          sized++;
        } else {
          Key key = new Key(context.route(), row.number(3), row.number(4));
          unsized.computeIfAbsent(key, added -> new ArrayDeque<>()).add(size);
        }
        times[size] = ms;
        lamports[size] = isSized ? Math.rint(sizeSol * LAMPORTS_PER_SOL) : Double.NaN;
        size++;
        keeper.decision(row.whole(2), ms, context);
      }
    }
  }

  private void execute(Database file) {
    long endMs = window.endPlus(FOLLOWS_WITHIN.toMillis());
    try (Cursor rows = Cursor.open(file, EXECUTIONS, window.fromMs(), endMs)) {
      for (; rows.hasRow(); rows.advance()) {
        execute(rows);
      }
    }
  }

  private void execute(Cursor row) {
    long ms = row.whole(1);
    String route = row.text(2) == null ? "" : row.text(2);
    Deque<Integer> queue = unsized.get(new Key(route, row.number(3), row.number(4)));
    while (queue != null
        && !queue.isEmpty()
        && times[queue.peek()] < ms - FOLLOWS_WITHIN.toMillis()) {
      queue.remove();
    }
    if (queue != null && !queue.isEmpty() && times[queue.peek()] <= ms) {
      boolean isFilled = row.number(5) != 0;
      double slippageBps = isFilled ? row.number(6) : Double.NaN;
      String mint = row.text(7) == null ? "" : row.text(7);
      keeper.executed(queue.remove(), new LoggedDecision.Execution(isFilled, slippageBps), mint);
      unsizedKnown++;
    }
  }

  /**
   * Joins the decisions with their attempts, unless this has listened to a pass over all of them.
   */
  public void complete(Database file) {
    if (!isFollowing) {
      LogOrder.assuming(
          finder -> {
            complete(file, new RouteNumbers(), finder);
            return this;
          });
    }
  }

  /**
   * Joins the decisions with their attempts.
   *
   * @param routes receives the routes of the attempts
   * @throws OrderCheck.NotInOrder when a log is not in the order that was found
   */
  void complete(Database file, RouteNumbers routes, LogOrder.Finder finder) {
    if (sized == 0) {
      return;
    }
    try (DecidedAttempts.Reading attempts =
        DecidedAttempts.open(file, window, finder, routes, this)) {
      while (attempts.next() != null) {
        // each is passed to decided(..)
      }
    }
  }

  @Override
  public void begin(TimeWindow decisions) {
    withContext.clear();
    known.clear();
    isFollowing =
        sized > 0
            && decisions.contains(times[0] - TOGETHER_MS)
            && decisions.contains(times[size - 1] + TOGETHER_MS);
  }

  @Override
  public void decision(
      long ms, double amount, boolean isTakenByAmount, boolean isTakenByElimination) {
    at(ms, amount).forEach(withContext::set);
  }

  @Override
  public void decided(DecidedAttempt decided) {
    Attempt attempt = decided.attempt();
    if (attempt.row() == 0 || !decided.isOwn() || Double.isNaN(attempt.filled())) {
      return;
    }
    at(decided.contextMs(), decided.amount())
        .filter(decision -> !known.get(decision))
        .findFirst()
        .ifPresent(
            decision -> {
              known.set(decision);
              keeper.attempted(decision, decided);
            });
  }

  /** The decisions of a time and an amount, in the order of time. */
  private IntStream at(long ms, double amount) {
    return IntStream.iterate(
            first(ms - TOGETHER_MS), i -> i < size && times[i] <= ms + TOGETHER_MS, i -> i + 1)
        .filter(i -> lamports[i] == Math.rint(amount));
  }

  /** Index of the first decision at or after a time. */
  private int first(long ms) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = from + to >>> 1;
      if (times[middle] < ms) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** The number of decisions with logged probabilities. */
  public long decisions() {
    return size;
  }

  /** The number of decisions without logged probabilities. */
  long withoutProbabilities() {
    return withoutProbabilities;
  }

  /** The number of decisions whose context cannot be used. */
  long malformed() {
    return malformed;
  }

  /** The number of decisions without an outcome, by reason. */
  public LoggedDecisions.Unmatched unmatched() {
    // a decision with an attempt also has a context
    long context = withContext.cardinality();
    return new LoggedDecisions.Unmatched(
        size - sized - unsizedKnown, sized - context, context - known.cardinality());
  }
}
