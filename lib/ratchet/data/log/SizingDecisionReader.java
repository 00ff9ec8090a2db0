package ratchet.data.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ratchet.data.log.ContextStream.MintOrder;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.TimeWindow;
import ratchet.data.sqlite.Timestamps;

/**
 * Sizing decisions with the outcomes of their positions. A closed outcome belongs to the latest
 * decision on its mint within a day before it. A row without a context repeats a decision, and gets
 * no outcome. Equity in SOL is converted to dollars at the price of its time, because outcomes are
 * in dollars. Two cursors are merged in the order of mint and time.
 */
public final class SizingDecisionReader {
  static final Duration CLOSED_WITHIN = Duration.ofHours(24);

  private static final String MS = Timestamps.milliseconds("ts");

  private static final String DECISIONS =
      "SELECT mint, ms, id, tier, equity, ctx_json, is_logged, in_sol FROM (SELECT CAST(mint AS"
          + " TEXT) AS mint, "
          + MS
          + " AS ms, rowid AS id, tier, equity, ctx_json, "
          + LoggedContext.IS_SIZING_LOGGED
          + " IS TRUE AS is_logged, "
          + LoggedContext.IS_SIZED_IN_SOL
          + " AS in_sol FROM sizing_decisions"
          + " WHERE "
          + Timestamps.ARE_NUMBERS
          + " AND mint <> '')"
          + " WHERE ms < ?1 ORDER BY mint, ms, id";

  private static final String OUTCOMES =
      "SELECT mint, ms, notional, pnl_usd, mae_bps FROM (SELECT CAST(mint AS TEXT) AS mint, "
          + MS
          + " AS ms, notional, pnl_usd, mae_bps, rowid AS id FROM sizing_outcomes"
          + " WHERE "
          + Timestamps.ARE_NUMBERS
          + " AND mint <> '' AND closed <> 0)"
          + " WHERE ms < ?1 ORDER BY mint, ms, id";

  /** The decision at a cursor. */
  private record Row(String mint, long ms, long id, String tier, double equityUsd, String json) {}

  private final TimeWindow window;
  private final SolPrices prices;
  private final List<LoggedDecision> decisions = new ArrayList<>();
  private long withoutProbabilities;
  private long malformed;

  private SizingDecisionReader(TimeWindow window, SolPrices prices) {
    this.window = window;
    this.prices = prices;
  }

  /**
   * Reads the decisions of a window.
   *
   * @throws ratchet.model.InputException when a table is missing or cannot be read
   */
  public static LoggedDecisions read(Database database, TimeWindow window) {
    database.requireTables("sizing_decisions", "sizing_outcomes");
    return LoggedDecisions.ofParts(database, part -> ofFile(part, window));
  }

  private static LoggedDecisions ofFile(Database database, TimeWindow window) {
    SizingDecisionReader reader =
        new SizingDecisionReader(window, SolPrices.read(database, window.toMs()));
    long known = window.endPlus(CLOSED_WITHIN.toMillis());
    try (Cursor decided = Cursor.open(database, DECISIONS, window.toMs());
        Cursor closed = Cursor.open(database, OUTCOMES, known)) {
      while (decided.hasRow()) {
        reader.mint(decided, closed);
      }
    }
    reader.decisions.sort(
        Comparator.comparingLong(LoggedDecision::ms).thenComparingLong(LoggedDecision::id));
    return new LoggedDecisions(reader.decisions, reader.withoutProbabilities, reader.malformed);
  }

  /** Reads all decisions of the cursor's current mint. */
  private void mint(Cursor decided, Cursor closed) {
    String mint = decided.text(1);
    while (closed.hasRow() && MintOrder.compare(closed.text(1), mint) < 0) {
      closed.advance();
    }
    while (skipWithoutContext(decided, mint)) {
      Row row =
          new Row(
              mint,
              decided.whole(2),
              decided.whole(3),
              decided.text(4) == null ? "" : decided.text(4),
              decided.number(5) * (decided.whole(8) == 0 ? 1 : prices.at(decided.whole(2))),
              decided.text(6));
      decided.advance();
      long superseded = skipWithoutContext(decided, mint) ? decided.whole(2) : Long.MAX_VALUE;
      add(row, outcome(row, mint, superseded, closed));
    }
  }

  /**
   * Goes to the next row with a context.
   *
   * @return whether there is one of this mint
   */
  private boolean skipWithoutContext(Cursor decided, String mint) {
    while (decided.hasRow() && mint.equals(decided.text(1))) {
      if (decided.whole(7) != 0) {
        return true;
      }
      withoutProbabilities += window.contains(decided.whole(2)) ? 1 : 0;
      decided.advance();
    }
    return false;
  }

  /** The first outcome after the decision and before the next one. */
  private static Optional<LoggedDecision.Outcome> outcome(
      Row row, String mint, long superseded, Cursor closed) {
    Optional<LoggedDecision.Outcome> found = Optional.empty();
    while (closed.hasRow() && mint.equals(closed.text(1)) && closed.whole(2) < superseded) {
      long after = closed.whole(2) - row.ms;
      boolean known = Double.isFinite(closed.number(4)) && Double.isFinite(row.equityUsd);
      if (found.isEmpty() && known && after >= 0 && after <= CLOSED_WITHIN.toMillis()) {
        found =
            Optional.of(
                new LoggedDecision.Position(
                    closed.number(4), closed.number(5), closed.number(3), row.equityUsd));
      }
      closed.advance();
    }
    return found;
  }

  private void add(Row row, Optional<LoggedDecision.Outcome> outcome) {
    if (!window.contains(row.ms)) {
      return;
    }
    DecisionContext.Parsed parsed = DecisionContext.parse(row.json);
    switch (parsed.kind()) {
      case MALFORMED -> malformed++;
      case WITHOUT_PROBABILITIES -> withoutProbabilities++;
      case USABLE -> {
        DecisionContext context = parsed.context().orElseThrow();
        decisions.add(
            new LoggedDecision(
                row.id,
                row.ms,
                row.mint,
                row.tier,
                context.arm(),
                context.probabilities(),
                context.scores(),
                new double[0],
                outcome));
      }
    }
  }

  /**
   * The price of one SOL in dollars over time, from {@code prices}: 16 bytes for each row, which
   * are hourly.
   */
  static final class SolPrices {
    /** A price older than this is not used. */
    static final Duration VALID = Duration.ofHours(24);

    private static final String SQL =
        "SELECT ms, usd FROM (SELECT "
            + Timestamps.milliseconds("ts")
            + " AS ms, usd FROM prices WHERE "
            + Timestamps.ARE_NUMBERS
            + " AND symbol = 'SOL' AND typeof(usd) IN ('integer','real') AND usd > 0"
            + " AND usd <= 1.7976931348623157e308) WHERE ms < ?1 ORDER BY ms";

    private long[] times = new long[1024];
    private double[] prices = new double[1024];
    private int size;

    private SolPrices() {}

    /** Reads all prices before a time; none where the table is missing. */
    static SolPrices read(Database database, long beforeMs) {
      SolPrices read = new SolPrices();
      if (Tables.has(database, "prices")) {
        try (Cursor rows = Cursor.open(database, SQL, beforeMs)) {
          for (; rows.hasRow(); rows.advance()) {
            read.add(rows.whole(1), rows.number(2));
          }
        }
      }
      return read;
    }

    private void add(long ms, double usd) {
      if (size == times.length) {
        times = Arrays.copyOf(times, 2 * size);
        prices = Arrays.copyOf(prices, 2 * size);
      }
      times[size] = ms;
      prices[size] = usd;
      size++;
    }

    /** The latest price at or before a time; NaN where none is within {@link #VALID} before it. */
    double at(long ms) {
      int place = Arrays.binarySearch(times, 0, size, ms);
      while (place >= 0 && place + 1 < size && times[place + 1] == ms) {
        place++;
      }
      int latest = place >= 0 ? place : -place - 2;
      return latest >= 0 && ms - times[latest] <= VALID.toMillis() ? prices[latest] : Double.NaN;
    }
  }
}
