package ratchet.health;

import ratchet.data.log.AttemptFacts;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Whether contexts can be read and each attempt has the context of its own decision, found by
 * amount or by elimination. The latest context of the same route is often that of another attempt
 * when many launches come at once. The detail also reports echo rows that were left out, and
 * decisions without an attempt.
 */
final class ContextsCheck extends TrainingSetCheck {
  ContextsCheck() {
    super(
        "contexts_fillnet",
        ModelName.FILLNET,
        limits ->
            CheckValue.of(
                "at most " + CheckValue.of(limits.routeOnlyShareWarnAbove()) + " by route alone"));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    AttemptFacts facts = set.facts().attempts();
    String detail = detail(facts);
    if (facts.malformedContexts() > 0 || facts.matched() == 0) {
      return new MalformedContextCheck(model()).evaluate(context, set).withDetailBefore(detail);
    }
    double share = (double) facts.byRoute() / facts.matched();
    CheckValue measured = CheckValue.of(share);
    if (share <= context.thresholds().routeOnlyShareWarnAbove()) {
      return pass(context, measured, detail);
    }
    // an old log contains no amounts and cannot be improved, so it only gets a warning
    boolean hasAmounts = facts.decisions() > 0;
    return hasAmounts && share > context.thresholds().routeOnlyShareFailAbove()
        ? fail(context, measured, detail, remedy())
        : warn(context, measured, detail, remedy());
  }

  private static String detail(AttemptFacts facts) {
    return facts.byAmount()
        + " attempts have the context of their own amount, "
        + facts.byElimination()
        + " one by elimination, "
        + facts.byRoute()
        + " the latest of their route; of "
        + facts.decisions()
        + " decisions in fill_preds "
        + facts.notByAmount()
        + " match the amount of no attempt; of those, "
        + facts.unmatched()
        + " are not assigned by elimination either; "
        + facts.echoes()
        + " simulated rows echo the request or the prediction ("
        + facts.echoesBySource()
        + " by source, "
        + facts.echoesByData()
        + " by data) and are not used as labels";
  }

  private static String remedy() {
    return "make the services log the same lamports as $.ctx.amountLamports in fill_preds.ctx_json"
        + " and as exec_outcomes.amount_in, with the same route, within 60 s; else an"
        + " attempt is trained with the context of another mint";
  }
}
