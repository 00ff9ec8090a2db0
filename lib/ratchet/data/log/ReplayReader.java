package ratchet.data.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.data.log.ReplayListener.LoggedAttempt;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.Rows;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.TableShape;
import ratchet.data.sqlite.TimeWindow;
import ratchet.data.sqlite.Timestamps;
import ratchet.features.Features;
import ratchet.model.ModelName;

/**
 * The whole log as one stream of events: a merge of one sorted cursor per table. No index is
 * needed, nothing is written, and memory holds one row of each table.
 */
public final class ReplayReader {
  /** How long before the window reading starts, as earlier rows may still apply within it. */
  public static final Duration BEFORE = Duration.ofHours(24);

  /** Later than every row, as the end of a window is exclusive. */
  private static final long NOTHING_MORE = Long.MAX_VALUE;

  private static final String VERDICT_AUTHORITY = "mint_or_freeze_active";
  private static final String MS = Timestamps.milliseconds("ts");
  private static final String TIMED = " WHERE " + Timestamps.ARE_NUMBERS;

  private final Database database;
  private final TimeWindow window;
  private final long afterMs;
  private final ReplayListener listener;
  private final JsonInputs scores = new JsonInputs("", alphaNames());
  private long scoredMs = Long.MIN_VALUE;
  private String scoredMint = "";
  private long events;

  /** By part of the database. */
  private final List<AttemptContexts> contexts = new ArrayList<>();

  /** Handles the current row of a cursor. */
  private interface RowHandler {
    void handle(Rows row);
  }

  /** A cursor that caches the time of its row, because every event compares all cursors. */
  private static final class Source {
    private final Rows rows;
    private final RowHandler handler;
    private long ms;

    private Source(Rows rows, RowHandler handler) {
      this.rows = rows;
      this.handler = handler;
      look();
    }

    private void look() {
      ms = rows.hasRow() ? rows.whole(1) : NOTHING_MORE;
    }

    private void handle() {
      handler.handle(rows);
      rows.advance();
      look();
    }
  }

  private ReplayReader(
      Database database, TimeWindow window, Duration after, ReplayListener listener) {
    this.database = database;
    this.window = window;
    this.afterMs = after.toMillis();
    this.listener = listener;
  }

  /**
   * Passes all rows from a day before the window until {@code after} its end to the listener.
   *
   * @return the number of events
   * @throws ratchet.model.InputException when a table is missing or cannot be read
   */
  public static long replay(
      Database database, TimeWindow window, Duration after, ReplayListener listener) {
    database.requireTables(
        "prices",
        "migration_events",
        "rug_verdicts",
        "scores",
        "sizing_decisions",
        "fill_preds",
        "exec_outcomes",
        "sim_exec_outcomes");
    return new ReplayReader(database, window, after, listener).run();
  }

  /**
   * The value below which three quarters of the filled live executions of a window lie; NaN where
   * there is none.
   *
   * @param column {@code time_to_land_ms} or {@code priority_fee_lamports}
   */
  public static double upperQuartile(Database database, TimeWindow window, String column) {
    String measured =
        " FROM (SELECT "
            + MS
            + " AS ms, "
            + Sql.quoted(column)
            + " AS measure FROM exec_outcomes"
            + TIMED
            + " AND filled <> 0) WHERE ms >= ?1 AND ms < ?2 AND measure IS NOT NULL";
    Object[] moments = {window.fromMs(), window.toMs()};
    long measures =
        database.parts().stream()
            .mapToLong(
                part -> Sql.one(part, "SELECT count(*)" + measured, row -> row.getLong(1), moments))
            .sum();
    String sorted = "SELECT measure" + measured + " ORDER BY measure";
    try (Rows rows = Rows.open(database, Rows.Order.withCopies(1), sorted, moments)) {
      for (long passed = 0; passed < measures * 3 / 4; passed++) {
        rows.advance();
      }
      return rows.hasRow() ? rows.number(1) : Double.NaN;
    }
  }

  private long run() {
    List<Source> sources = new ArrayList<>();
    try {
      for (Database part : database.parts()) {
        contexts.add(new AttemptContexts(part, window));
      }
      sources.add(source(2, "usd", "prices", " AND symbol = 'SOL' AND usd > 0", this::solPrice));
      sources.add(source(2, "mint", "migration_events", " AND mint <> ''", this::migrated));
      sources.add(
          source(
              4,
              "mint, rug_prob, reasons_json",
              "rug_verdicts",
              " AND mint <> ''",
              this::rugVerdict));
      sources.add(source(3, "mint, features_json", "scores", " AND mint <> ''", this::scored));
      sources.add(
          source(
              5,
              "mint, notional, ctx_json, " + LoggedContext.IS_SIZED_IN_SOL,
              "sizing_decisions",
              " AND mint <> '' AND (" + LoggedContext.IS_SIZING_LOGGED + ")",
              this::sized));
      sources.add(
          source(3, "route, ctx_json", "fill_preds", " AND route IS NOT NULL", this::predicted));
      sources.add(
          source(
              12,
              "mint, route, filled, quote_price, exec_price, slippage_bps_req, slippage_bps_real,"
                  + " time_to_land_ms, priority_fee_lamports, fee_lamports_total, side, rowid",
              "exec_outcomes",
              " AND mint <> ''",
              row -> executed(row, true)));
      sources.add(
          source(
              12,
              "mint, route, filled, quote_price, exec_price, slippage_bps_req, slippage_bps_real,"
                  + " time_to_land_ms, NULL, NULL, NULL, 0",
              "sim_exec_outcomes",
              " AND mint <> ''",
              row -> executed(row, false)));
      merge(sources);
    } finally {
      sources.forEach(source -> source.rows.close());
      contexts.forEach(AttemptContexts::close);
    }
    return events;
  }

  /**
   * @param compared number of leading columns, with the time, that are equal in a copy of another
   *     file
   */
  private Source source(
      int compared, String columns, String table, String condition, RowHandler handler) {
    long from =
        window.fromMs() < Long.MIN_VALUE + BEFORE.toMillis()
            ? Long.MIN_VALUE
            : window.fromMs() - BEFORE.toMillis();
    String sql =
        "SELECT "
            + MS
            + " AS ms, "
            + columns
            + " FROM "
            + table
            + TIMED
            + condition
            + " AND "
            + MS
            + " >= ?1 AND "
            + MS
            + " < ?2 ORDER BY ms, "
            + TableShape.order(database, table);
    Rows.Order byTime = new Rows.Order(compared, 1);
    return new Source(Rows.open(database, byTime, sql, from, window.endPlus(afterMs)), handler);
  }

  private void merge(List<Source> sources) {
    while (true) {
      Source next = sources.get(0);
      for (Source source : sources) {
        next = source.ms < next.ms ? source : next;
      }
      if (next.ms == NOTHING_MORE) {
        return;
      }
      events++;
      listener.at(next.ms);
      next.handle();
    }
  }

  private void solPrice(Rows row) {
    listener.solPrice(row.whole(1), row.number(2));
  }

  private void migrated(Rows row) {
    listener.migrated(row.whole(1), row.text(2));
  }

  private void rugVerdict(Rows row) {
    ReasonList reasons = ReasonList.read(row.text(4));
    // a verdict that cannot be read counts as one with an active authority
    boolean active = !reasons.isValid() || reasons.has(VERDICT_AUTHORITY);
    double rugProb = row.number(3);
    listener.rugVerdict(
        row.whole(1), row.text(2), active, Double.isFinite(rugProb) ? rugProb : Double.NaN);
  }

  private void scored(Rows row) {
    long ms = row.whole(1);
    String mint = row.text(2);
    if (ms == scoredMs && mint.equals(scoredMint)) {
      return;
    }
    scoredMs = ms;
    scoredMint = mint;
    boolean isUsable = scores.read(row.text(3));
    listener.scored(ms, mint, scores, isUsable);
  }

  private void sized(Rows row) {
    long ms = row.whole(1);
    LoggedContext candidate = new LoggedContext(ms, row.text(4));
    listener.sized(ms, row.text(2), row.number(3), row.whole(5) != 0, candidate);
  }

  private void predicted(Rows row) {
    long ms = row.whole(1);
    listener.predicted(ms, row.text(2), new LoggedContext(ms, row.text(3)));
  }

  /** The context of a live buy within the window; empty for other attempts. */
  private Optional<LoggedContext> context(Rows row, long ms, boolean isBuy) {
    return isBuy && window.contains(ms)
        ? contexts.get(row.part()).of(ms, row.whole(13))
        : Optional.empty();
  }

  private void executed(Rows row, boolean isLive) {
    double filled = row.number(4);
    double price = row.number(6);
    boolean isFilled = filled != 0 && !Double.isNaN(filled) && price > 0 && Double.isFinite(price);
    String side = row.text(12);
    double total = row.number(11);
    double priority = row.number(10);
    long ms = row.whole(1);
    boolean isSell = "sell".equalsIgnoreCase(side);
    boolean isBuy = isLive && !isSell;
    double slippageBps = isFilled ? row.number(8) : Double.NaN;
    listener.executed(
        new LoggedAttempt(
            ms,
            row.text(2),
            row.text(3) == null ? "" : row.text(3),
            isBuy,
            isFilled,
            row.number(5),
            isFilled ? price : Double.NaN,
            row.number(7),
            isSell ? 0 - slippageBps : slippageBps,
            isFilled ? row.number(9) : Double.NaN,
            priority,
            Double.isNaN(total) ? priority : total,
            context(row, ms, isBuy)));
  }

  private static List<String> alphaNames() {
    List<String> raw =
        List.of(
            "buys60",
            "sells60",
            "uniques60",
            "lpSol",
            "spreadBps",
            "ageSec",
            "rugProb",
            "authorQualityMean",
            "authorQualityTop",
            "authorMentions",
            "lunarBoost");
    return Stream.concat(Features.of(ModelName.ALPHA).names().stream(), raw.stream()).toList();
  }

  /**
   * The contexts of live attempts, requested in the order of time. It reads as far ahead as {@link
   * DecidedAttempts} does, and holds the attempts of one time.
   */
  static final class AttemptContexts implements AutoCloseable {
    private final DecidedAttempts.Reading attempts;

    /** Attempts by row, at or after the time of the last request. */
    private final Map<Long, DecidedAttempt> known = new HashMap<>();

    private DecidedAttempt ahead;

    AttemptContexts(Database database, TimeWindow window) {
      attempts =
          DecidedAttempts.open(
              database, window, LogOrder::of, new RouteNumbers(), DecidedAttempts.Listener.NONE);
      ahead = attempts.next();
    }

    /**
     * The context of an attempt; empty where none was logged.
     *
     * @param ms not earlier than in the call before
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
}
