package ratchet.health;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import ratchet.data.log.FeeDecisionReader;
import ratchet.data.log.LoggedDecisions;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.ModelName;

/**
 * Whether fee decisions can be joined to what came of them, and why not; what {@code ope} needs.
 */
final class FeeDecisionsCheck extends HealthCheck {
  private static final String TABLE = "fee_decisions";
  private static final String ATTEMPTS = "exec_outcomes";
  private static final Duration LOOKED_AT = Duration.ofDays(14);

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
    if (!canBeRead(context)) {
      return pass(context, CheckValue.of("none"), "there is no fee decision to evaluate");
    }
    OptionalLong last = context.counts(TABLE).lastMs();
    if (last.isEmpty()) {
      return pass(context, CheckValue.of("none"), "there is no fee decision to evaluate");
    }
    LoggedDecisions found =
        FeeDecisionReader.read(
            context.database(),
            new TimeWindow(last.getAsLong() - LOOKED_AT.toMillis(), last.getAsLong() + 1),
            FeeDecisionReader.ArmValues.NONE);
    return evaluate(context, found);
  }

  /** Training needs no fees: a file without them is not at fault. */
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

  private CheckResult evaluate(HealthContext context, LoggedDecisions found) {
    long decisions = found.decisions().size();
    LoggedDecisions.Unmatched unmatched = found.unmatched();
    double share = decisions == 0 ? 1 : 1 - (double) unmatched.all() / decisions;
    String detail =
        decisions
            + " decisions of the last "
            + LOOKED_AT.toDays()
            + " days name probabilities; "
            + unmatched.withoutSize()
            + " tell no sizeSol and match no execution by route and price, "
            + unmatched.withoutContext()
            + " have no fill_preds row of the same moment and amount, "
            + unmatched.withoutAttempt()
            + " were taken by no attempt";
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
