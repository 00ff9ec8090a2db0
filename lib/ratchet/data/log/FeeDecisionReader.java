package ratchet.data.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.data.sqlite.Timestamps;
import ratchet.features.Inputs;

/**
 * Fee decisions with the live attempt that they were taken for: the one that belongs to the {@code
 * fill_preds} decision of the same moment and size ({@link FeesBySize}). A decision that tells no
 * size, as old logs have it, goes with the first execution of the same route, compute-unit price
 * and requested slippage within a minute that no earlier decision claims. Merges of cursors in the
 * order of time.
 */
public final class FeeDecisionReader {
  /** By then the blockhash of what was decided is dead. */
  static final Duration FOLLOWS_WITHIN = Duration.ofSeconds(60);

  private static final String MS = Timestamps.milliseconds("ts");

  private static final String DECISIONS =
      "SELECT ms, id, cu_price, slippage_bps, ctx_json FROM (SELECT "
          + MS
          + " AS ms, rowid AS id, cu_price, slippage_bps, ctx_json FROM fee_decisions"
          + " WHERE "
          + Timestamps.ARE_NUMBERS
          + ") WHERE ms >= ?1 AND ms < ?2 ORDER BY ms, id";

  private static final String EXECUTIONS =
      "SELECT ms, route, cu_price, slippage_bps_req, filled, slip, mint FROM (SELECT "
          + MS
          + " AS ms, route, cu_price, slippage_bps_req, filled, CASE WHEN lower(side) = 'sell' THEN"
          + " 0 - slippage_bps_real ELSE slippage_bps_real END AS slip, mint, rowid AS id FROM"
          + " exec_outcomes WHERE "
          + Timestamps.ARE_NUMBERS
          + " AND filled IS NOT NULL)"
          + " WHERE ms >= ?1 AND ms < ?2 ORDER BY ms, id";

  /** What a model says of the arms in a context; as many values as there are arms, or none. */
  @FunctionalInterface
  public interface ArmValues {
    ArmValues NONE = (context, slippageBps) -> new double[0];

    /**
     * @param slippageBps that each arm allows; empty where the log does not say
     */
    double[] of(Inputs context, double[] slippageBps);
  }

  private record Key(String route, double cuPrice, double slippageBps) {}

  private final List<LoggedDecision> decisions = new ArrayList<>();
  private final Map<Key, Deque<Integer>> waiting = new HashMap<>();
  private long withoutProbabilities;
  private long malformed;

  /** Decisions that no execution followed in time. */
  private long dropped;

  private final FeesBySize bySize;
  private final ArmValues values;

  private FeeDecisionReader(ArmValues values) {
    this.values = values;
    bySize = new FeesBySize(decisions, values);
  }

  /**
   * @throws ratchet.model.InputException when a table is missing or cannot be read
   */
  public static LoggedDecisions read(Database database, TimeWindow window, ArmValues values) {
    database.requireTables("fee_decisions", "exec_outcomes", "sim_exec_outcomes", "fill_preds");
    return LoggedDecisions.ofParts(database, part -> ofFile(part, window, values));
  }

  private static LoggedDecisions ofFile(Database database, TimeWindow window, ArmValues values) {
    FeeDecisionReader reader = new FeeDecisionReader(values);
    long tolerance = FOLLOWS_WITHIN.toMillis();
    try (Cursor logged = Cursor.open(database, DECISIONS, window.fromMs(), window.toMs());
        Cursor executed =
            Cursor.open(database, EXECUTIONS, window.fromMs(), window.endPlus(tolerance))) {
      while (logged.hasRow() || executed.hasRow()) {
        boolean decides =
            logged.hasRow() && (!executed.hasRow() || logged.whole(1) <= executed.whole(1));
        if (decides) {
          reader.decide(logged);
          logged.advance();
        } else {
          reader.execute(executed);
          executed.advance();
        }
      }
    }
    long withoutSize =
        reader.waiting.values().stream()
            .flatMap(Deque::stream)
            .filter(index -> reader.decisions.get(index).outcome().isEmpty())
            .count();
    reader.bySize.match(database, window);
    return new LoggedDecisions(
        reader.decisions,
        reader.withoutProbabilities,
        reader.malformed,
        new LoggedDecisions.Unmatched(
            withoutSize + reader.dropped,
            reader.bySize.withoutContext(),
            reader.bySize.withoutAttempt()));
  }

  private void decide(Cursor row) {
    DecisionContext.Parsed parsed = DecisionContext.parse(row.text(5));
    switch (parsed.kind()) {
      case MALFORMED -> malformed++;
      case WITHOUT_PROBABILITIES -> withoutProbabilities++;
      case USABLE -> {
        DecisionContext context = parsed.context().orElseThrow();
        String route = context.context().path("route").asText("");
        Inputs inputs = context.inputs();
        double[] slippages = context.ofArms("slippageBps");
        boolean isSized = inputs.get("sizeSol") > 0;
        if (!isSized) {
          waiting
              .computeIfAbsent(
                  new Key(route, row.number(3), row.number(4)), key -> new ArrayDeque<>())
              .add(decisions.size());
        }
        decisions.add(
            new LoggedDecision(
                row.whole(2),
                row.whole(1),
                "",
                route,
                context.arm(),
                context.probabilities(),
                context.scores(),
                values.of(inputs, slippages),
                Optional.empty()));
        if (isSized) {
          bySize.add(decisions.size() - 1, inputs.get("sizeSol"), inputs, slippages);
        }
      }
    }
  }

  private void execute(Cursor row) {
    String route = row.text(2) == null ? "" : row.text(2);
    Deque<Integer> queue = waiting.get(new Key(route, row.number(3), row.number(4)));
    long oldest = row.whole(1) - FOLLOWS_WITHIN.toMillis();
    while (queue != null && !queue.isEmpty() && decisions.get(queue.peek()).ms() < oldest) {
      queue.remove();
      dropped++;
    }
    if (queue != null && !queue.isEmpty()) {
      int index = queue.remove();
      boolean filled = row.number(5) != 0;
      double slippageBps = filled ? row.number(6) : Double.NaN;
      String mint = row.text(7) == null ? "" : row.text(7);
      decisions.set(
          index,
          decisions.get(index).with(new LoggedDecision.Execution(filled, slippageBps), mint));
    }
  }
}
