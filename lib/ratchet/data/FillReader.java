package ratchet.data;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import ratchet.model.ModelName;

/**
 * One row per execution attempt of the last 90 days, with the latest {@code fill_preds} context of
 * its route: a merge of two logs in the order of time. Both are read at the same time, on a
 * connection each, where the file is in WAL mode and the two connections see the same rows.
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

  private final RowCollector rows;
  private final JsonInputs inputs = new JsonInputs("ctx", FillContexts.NAMES);
  private final double[] labels = new double[LABELS.size()];

  private FillReader(TrainingRowSink sink) {
    rows = new RowCollector(ModelName.FILLNET, LABELS, List.of(), sink);
  }

  /** Reads all rows into the sink, in the order of decision time, then of the key. */
  static TrainingSummary read(Database database, ReadOptions options, TrainingRowSink sink) {
    Execution.Span span = Execution.span(database, options.asOfMs());
    long from = Math.max(span.firstMs(), span.lastMs() - WINDOW.toMillis());
    FillReader reader = new FillReader(sink);
    if (!span.isEmpty()) {
      reader.read(database, from, span.lastMs());
    }
    return reader.rows.summary(from, span.lastMs());
  }

  private void read(Database database, long from, long to) {
    RouteNumbers routes = new RouteNumbers();
    long contextsFrom = from - TOLERANCE.toMillis();
    if (!Journal.of(database).mode().equals("wal")) {
      // a writer that waits for this reader lets no other in
      FillContexts contexts = FillContexts.read(database, contextsFrom, to, routes);
      merge(FillAttempts.read(database, from, to, routes), contexts, routes.size());
      return;
    }
    try (Database beside = Database.openReadOnly(database.file())) {
      boolean sameRows = FillContexts.areTheSame(beside, database);
      Database source = sameRows ? beside : database;
      FutureTask<FillContexts> contexts =
          new FutureTask<>(() -> FillContexts.read(source, contextsFrom, to, routes));
      if (sameRows) {
        new Thread(contexts, "read-contexts").start();
      } else {
        contexts.run();
      }
      FillAttempts attempts = FillAttempts.read(database, from, to, routes);
      merge(attempts, result(contexts), routes.size());
    }
  }

  private static FillContexts result(FutureTask<FillContexts> contexts) {
    try {
      return contexts.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("reading contexts failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading contexts", e);
    }
  }

  private void merge(FillAttempts attempts, FillContexts contexts, int routes) {
    int[] latest = new int[routes];
    Arrays.fill(latest, -1);
    int next = 0;
    int previous = -1;
    for (int place = 0; place < attempts.size(); place++) {
      int attempt = attempts.at(place);
      long ms = attempts.ms(attempt);
      while (next < contexts.size() && contexts.ms(contexts.at(next)) <= ms) {
        int context = contexts.at(next++);
        latest[contexts.route(context)] = context;
      }
      if (previous >= 0
          && ms == attempts.ms(previous)
          && attempts.key(attempt).equals(attempts.key(previous))) {
        rows.duplicate();
      } else {
        int route = attempts.route(attempt);
        attempt(attempts, attempt, contexts, route < 0 ? -1 : latest[route]);
      }
      previous = attempt;
    }
  }

  private void attempt(FillAttempts attempts, int row, FillContexts contexts, int context) {
    rows.decision();
    long ms = attempts.ms(row);
    if (context < 0 || contexts.ms(context) < ms - TOLERANCE.toMillis()) {
      rows.withoutFeatures();
      return;
    }
    double requestedBps = attempts.number(FillAttempts.REQUESTED, row);
    if (!contexts.copyTo(inputs, context) || Double.isInfinite(requestedBps)) {
      rows.malformedFeatures();
      return;
    }
    inputs.set("slippageBps", requestedBps);
    double filled = attempts.number(FillAttempts.FILLED, row);
    if (Double.isNaN(filled)) {
      rows.withoutLabel();
      return;
    }
    boolean isFilled = filled != 0;
    labels[0] = isFilled ? 1 : 0;
    labels[1] = isFilled ? measured(attempts.number(FillAttempts.SLIPPAGE, row)) : Double.NaN;
    labels[2] = isFilled ? measured(attempts.number(FillAttempts.TIME_TO_LAND, row)) : Double.NaN;
    boolean landed = isFilled && labels[2] >= 0;
    long labelEnd = ms + (landed ? Math.round(labels[2]) : UNFILLED_KNOWN_AFTER.toMillis());
    rows.add(ms, labelEnd, attempts.key(row), labels, new double[0], inputs);
  }

  private static double measured(double logged) {
    return Double.isInfinite(logged) ? Double.NaN : logged;
  }
}
