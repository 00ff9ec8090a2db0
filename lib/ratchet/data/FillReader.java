package ratchet.data;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ratchet.model.ModelName;

/**
 * One row per execution attempt of the last 90 days, with the latest {@code fill_preds} context of
 * its route: a merge of two cursors in the order of time, with one context per route in memory.
 *
 * <p>An attempt is logged with its result, so its label is never open. An attempt logged twice
 * (same moment, order and route) is one row.
 */
final class FillReader {
  static final Duration WINDOW = Duration.ofDays(90);

  /** A context older than this says nothing of the attempt any more. */
  static final Duration TOLERANCE = Duration.ofSeconds(60);

  /** When an attempt that did not land was known not to: a blockhash is dead by then. */
  static final Duration UNFILLED_KNOWN_AFTER = Duration.ofSeconds(60);

  static final List<String> LABELS = List.of("y_fill", "y_slip_bps", "y_ttl_ms");

  private static final List<String> CONTEXT =
      List.of(
          "lpSol",
          "congestionScore",
          "spreadBps",
          "volatilityBps",
          "ageSec",
          "rugProb",
          "slippageBps");

  private static final String CONTEXTS =
      "SELECT ms, route, ctx_json FROM (SELECT "
          + Timestamps.milliseconds("ts")
          + " AS ms, route, ctx_json, rowid AS place FROM fill_preds"
          + " WHERE typeof(ts) IN ('integer','real') AND route IS NOT NULL)"
          + " WHERE ms BETWEEN ?1 AND ?2 ORDER BY ms, place";

  private record Context(long ms, String json) {}

  private final TrainingSetBuilder rows =
      new TrainingSetBuilder(ModelName.FILLNET, LABELS, List.of());
  private final JsonInputs inputs = new JsonInputs("ctx", CONTEXT);
  private final double[] labels = new double[LABELS.size()];
  private final Map<String, Context> latest = new HashMap<>();

  static TrainingSet read(Database database, ReadOptions options) {
    database.requireTables("exec_outcomes", "sim_exec_outcomes", "fill_preds");
    Execution.Span span = Execution.span(database, options.asOfMs());
    long from = Math.max(span.firstMs(), span.lastMs() - WINDOW.toMillis());
    FillReader reader = new FillReader();
    if (!span.isEmpty()) {
      try (Cursor attempts = Cursor.open(database, Execution.ATTEMPTS, from, span.lastMs());
          Cursor contexts =
              Cursor.open(database, CONTEXTS, from - TOLERANCE.toMillis(), span.lastMs())) {
        reader.merge(attempts, contexts);
      }
    }
    return reader.rows.build(from, span.lastMs());
  }

  private void merge(Cursor attempts, Cursor contexts) {
    long previousMs = Long.MIN_VALUE;
    String previousKey = "";
    while (attempts.hasRow()) {
      long ms = attempts.whole(1);
      String key = attempts.text(2);
      while (contexts.hasRow() && contexts.whole(1) <= ms) {
        latest.put(contexts.text(2), new Context(contexts.whole(1), contexts.text(3)));
        contexts.advance();
      }
      if (ms == previousMs && key.equals(previousKey)) {
        rows.duplicate();
      } else {
        attempt(ms, key, attempts);
      }
      previousMs = ms;
      previousKey = key;
      attempts.advance();
    }
  }

  private void attempt(long ms, String key, Cursor attempt) {
    rows.decision();
    Context context = latest.get(attempt.text(3));
    if (context == null || context.ms() < ms - TOLERANCE.toMillis()) {
      rows.withoutFeatures();
      return;
    }
    double requestedBps = attempt.number(7);
    if (!inputs.read(context.json()) || Double.isInfinite(requestedBps)) {
      rows.malformedFeatures();
      return;
    }
    inputs.set("slippageBps", requestedBps);
    double filled = attempt.number(4);
    if (Double.isNaN(filled)) {
      rows.withoutLabel();
      return;
    }
    labels[0] = filled != 0 ? 1 : 0;
    labels[1] = filled != 0 ? measured(attempt.number(5)) : Double.NaN;
    labels[2] = filled != 0 ? measured(attempt.number(6)) : Double.NaN;
    boolean landed = filled != 0 && labels[2] >= 0;
    long labelEnd = ms + (landed ? Math.round(labels[2]) : UNFILLED_KNOWN_AFTER.toMillis());
    rows.add(ms, labelEnd, key, labels, new double[0], inputs);
  }

  private static double measured(double logged) {
    return Double.isInfinite(logged) ? Double.NaN : logged;
  }
}
