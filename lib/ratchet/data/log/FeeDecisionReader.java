package ratchet.data.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.TimeWindow;
import ratchet.features.Inputs;

/** Fee decisions with the live attempts that they were made for ({@link FeeJoin}). */
public final class FeeDecisionReader implements FeeJoin.Keeper {
  /** A model's values of the arms in a context. */
  @FunctionalInterface
  public interface ArmValues {
    /** No model: no values. */
    ArmValues NONE = (context, slippageBps) -> new double[0];

    /**
     * One value per arm, or an empty array.
     *
     * @param slippageBps that each arm allows; empty where the log has none
     */
    double[] of(Inputs context, double[] slippageBps);
  }

  private final List<LoggedDecision> decisions = new ArrayList<>();

  /** The context of each decision; empty without a model. */
  private final List<DecisionContext> contexts = new ArrayList<>();

  private final RouteNumbers routes = new RouteNumbers();
  private final ArmValues values;

  private FeeDecisionReader(ArmValues values) {
    this.values = values;
  }

  /**
   * Reads the decisions of a window; a model gives {@link LoggedDecision#values}.
   *
   * @throws ratchet.model.InputException when a table is missing or cannot be read
   */
  public static LoggedDecisions read(Database database, TimeWindow window, ArmValues values) {
    database.requireTables("fee_decisions", "exec_outcomes", "sim_exec_outcomes", "fill_preds");
    return LoggedDecisions.ofParts(
        database,
        part ->
            LogOrder.assuming(
                finder -> new FeeDecisionReader(values).ofFile(part, window, finder)));
  }

  private LoggedDecisions ofFile(Database file, TimeWindow window, LogOrder.Finder finder) {
    FeeJoin join = FeeJoin.read(file, window, finder, this);
    join.complete(file, routes, finder);
    return new LoggedDecisions(
        decisions, join.withoutProbabilities(), join.malformed(), join.unmatched());
  }

  @Override
  public void decision(long id, long ms, DecisionContext context) {
    decisions.add(
        new LoggedDecision(
            id,
            ms,
            "",
            context.route(),
            context.arm(),
            context.probabilities(),
            context.scores(),
            values.of(context.inputs(), context.slippages()),
            Optional.empty()));
    if (values != ArmValues.NONE) {
      contexts.add(context);
    }
  }

  @Override
  public void executed(int decision, LoggedDecision.Execution outcome, String mint) {
    decisions.set(decision, decisions.get(decision).with(outcome, mint));
  }

  @Override
  public void attempted(int place, DecidedAttempt decided) {
    Attempt attempt = decided.attempt();
    LoggedDecision decision = decisions.get(place);
    double[] known = decision.values();
    if (values != ArmValues.NONE) {
      DecisionContext own = contexts.get(place);
      known = values.of(combined(own.inputs(), decided), own.slippages());
    }
    decisions.set(
        place,
        decision
            .with(
                new LoggedDecision.Execution(attempt.isFilled(), attempt.slippageBps()),
                new String(attempt.mint(), StandardCharsets.UTF_8))
            .in(routes.name(attempt.route()), known));
  }

  /** The inputs of the fill prediction; those that it lacks are from the fee's own context. */
  private static Inputs combined(Inputs own, DecidedAttempt decided) {
    return name -> {
      int place = ContextBatch.NAMES.indexOf(name);
      if (place < 0) {
        return Double.NaN;
      }
      double value = decided.values()[place];
      return Double.isNaN(value) ? own.get(name) : value;
    };
  }
}
