package ratchet.data.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.features.Inputs;

/**
 * Fee decisions by time and size, and what became of them: a fee is decided together with the
 * {@code fill_preds} rows of the same moment and amount, and its outcome is that of the attempt
 * that belongs to that decision.
 */
final class FeesBySize {
  /** Both are written for one decision, one after the other. */
  static final long TOGETHER_MS = 5;

  private static final double LAMPORTS_PER_SOL = 1e9;

  /**
   * @param asked what a model is to be asked; empty where none is
   */
  private record Fee(int index, long ms, Optional<Asked> asked) {}

  /**
   * @param values of the fee's own context by {@link ContextBatch#NAMES}
   * @param slippages of the arms
   */
  private record Asked(double[] values, double[] slippages) {}

  private final List<LoggedDecision> decisions;
  private final FeeDecisionReader.ArmValues values;
  private final Map<Double, List<Fee>> byLamports = new HashMap<>();
  private final BitSet withContext = new BitSet();
  private long size;

  /**
   * @param decisions those that are told an outcome are replaced
   * @param values what a model says of the arms
   */
  FeesBySize(List<LoggedDecision> decisions, FeeDecisionReader.ArmValues values) {
    this.decisions = decisions;
    this.values = values;
  }

  /**
   * Adds the decision at an index of the list.
   *
   * @param sizeSol more than 0
   */
  void add(int index, double sizeSol, Inputs context, double[] slippages) {
    Optional<Asked> asked =
        values == FeeDecisionReader.ArmValues.NONE
            ? Optional.empty()
            : Optional.of(
                new Asked(
                    ContextBatch.NAMES.stream().mapToDouble(context::get).toArray(), slippages));
    byLamports
        .computeIfAbsent(Math.rint(sizeSol * LAMPORTS_PER_SOL), lamports -> new ArrayList<>(1))
        .add(new Fee(index, decisions.get(index).ms(), asked));
    size++;
  }

  /** Gives the decisions the outcomes that the log tells. */
  void match(Database database, TimeWindow window) {
    if (size == 0) {
      return;
    }
    RouteNumbers routes = new RouteNumbers();
    try (DecidedAttempts.Reading attempts =
        DecidedAttempts.open(
            database,
            window,
            routes,
            (ms, amount, byAmount, byElimination) ->
                at(ms, amount).forEach(fee -> withContext.set(fee.index)))) {
      for (DecidedAttempt next = attempts.next(); next != null; next = attempts.next()) {
        decided(next, routes);
      }
    }
  }

  private List<Fee> at(long ms, double amount) {
    return byLamports.getOrDefault(Math.rint(amount), List.of()).stream()
        .filter(fee -> Math.abs(fee.ms - ms) <= TOGETHER_MS)
        .toList();
  }

  private void decided(DecidedAttempt decided, RouteNumbers routes) {
    Attempt attempt = decided.attempt();
    if (attempt.row() == 0 || !decided.isOwn() || Double.isNaN(attempt.filled())) {
      return;
    }
    at(decided.contextMs(), decided.amount()).stream()
        .filter(fee -> decisions.get(fee.index).outcome().isEmpty())
        .findFirst()
        .ifPresent(fee -> decisions.set(fee.index, known(fee, decided, routes)));
  }

  private LoggedDecision known(Fee fee, DecidedAttempt decided, RouteNumbers routes) {
    Attempt attempt = decided.attempt();
    LoggedDecision decision = decisions.get(fee.index);
    return decision
        .with(
            new LoggedDecision.Execution(attempt.isFilled(), attempt.slippageBps()),
            new String(attempt.mint(), StandardCharsets.UTF_8))
        .in(
            routes.name(attempt.route()),
            fee.asked
                .map(asked -> values.of(together(asked, decided), asked.slippages))
                .orElse(decision.values()));
  }

  /** What the fill was predicted from, and what only the fee's own context tells. */
  private static Inputs together(Asked asked, DecidedAttempt decided) {
    return name -> {
      int place = ContextBatch.NAMES.indexOf(name);
      if (place < 0) {
        return Double.NaN;
      }
      double value = decided.values()[place];
      return Double.isNaN(value) ? asked.values[place] : value;
    };
  }

  /** Decisions without an outcome although {@code fill_preds} tells them. */
  long withoutAttempt() {
    return count(true);
  }

  /** Decisions that {@code fill_preds} does not tell. */
  long withoutContext() {
    return count(false);
  }

  private long count(boolean isWithContext) {
    return byLamports.values().stream()
        .flatMap(List::stream)
        .filter(fee -> decisions.get(fee.index).outcome().isEmpty())
        .filter(fee -> withContext.get(fee.index) == isWithContext)
        .count();
  }
}
