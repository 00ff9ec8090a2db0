package ratchet.health;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import ratchet.data.log.FeeDecisionReader;
import ratchet.data.log.FeeJoin;
import ratchet.data.log.LoggedDecisions;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.ModelName;

/**
 * Whether fee decisions can be joined with their outcomes, as {@code ope} requires, and why not.
 */
final class FeeDecisionsCheck extends HealthCheck {
  private static final String TABLE = "fee_decisions";
  private static final String ATTEMPTS = "exec_outcomes";
  private static final Duration CHECKED_PERIOD = Duration.ofDays(14);

  FeeDecisionsCheck() {
    super("fees_fillnet", limits -> CheckValue.of(limits.feeMatchShareWarnBelow()));
  }

  @Override
  CheckResult run(HealthContext context) {
    Optional<String> obstacle = context.obstacle(ModelName.FILLNET);
    if (obstacle.isPresent()) {
      return fail(context, CheckValue.NOTHING, obstacle.get(), Remedies.NO_TABLE);
    }
    if (context.counts(ATTEMPTS).rows() == 0) {
      return fail(context, CheckValue.of(0), ATTEMPTS + " is empty", Remedies.MORE_DATA);
    }
    Optional<TimeWindow> window = window(context);
    if (window.isEmpty()) {
      return pass(context, CheckValue.of("none"), "there is no fee decision to evaluate");
    }
    if (context.fees().isEmpty()) {
      LoggedDecisions found =
          FeeDecisionReader.read(
              context.database(), window.get(), FeeDecisionReader.ArmValues.NONE);
      return evaluate(context, found.decisions().size(), found.unmatched());
    }
    FeeJoin found = context.fees().get();
    found.complete(context.database());
    return evaluate(context, found.decisions(), found.unmatched());
  }

  /** The period that is checked; empty when there is no readable fee decision. */
  static Optional<TimeWindow> window(HealthContext context) {
    OptionalLong last = canBeRead(context) ? context.counts(TABLE).lastMs() : OptionalLong.empty();
    return last.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TimeWindow(last.getAsLong() - CHECKED_PERIOD.toMillis(), last.getAsLong() + 1));
  }

  /** Training does not read fee decisions, so a file without them passes. */
  private static boolean canBeRead(HealthContext context) {
    return has(context, TABLE, "ts", "cu_price", "slippage_bps", "ctx_json")
        && has(context, ATTEMPTS, "cu_price")
        && context.obstacle(TABLE).isEmpty();
  }

  private static boolean has(HealthContext context, String table, String... columns) {
    return Tables.info(context.database(), table)
        .filter(info -> Arrays.stream(columns).allMatch(info::has))
        .isPresent();
  }

  private CheckResult evaluate(
      HealthContext context, long decisions, LoggedDecisions.Unmatched unmatched) {
    double share = decisions == 0 ? 1 : 1 - (double) unmatched.all() / decisions;
    String detail =
        decisions
            + " decisions of the last "
            + CHECKED_PERIOD.toDays()
            + " days have probabilities; "
            + unmatched.withoutSize()
            + " have no sizeSol and match no execution by route and price, "
            + unmatched.withoutContext()
            + " have no fill_preds row of the same moment and amount, "
            + unmatched.withoutAttempt()
            + " have no attempt";
    return warnUnless(
        share >= context.thresholds().feeMatchShareWarnBelow(),
        context,
        CheckValue.of(share),
        detail,
        "make the service log $.ctx.sizeSol in fee_decisions.ctx_json, with the ts of the"
            + " fill_preds rows of the same decision, whose $.ctx.amountLamports is sizeSol·1e9; an"
            + " attempt must be logged for each, failed ones too");
  }
}
