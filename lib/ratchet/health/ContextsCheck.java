package ratchet.health;

import ratchet.data.log.AttemptFacts;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Whether contexts can be read, and attempts have that of their own decision, found by amount or by
 * elimination, and not only the latest of their route, which in a burst of launches is another
 * attempt's. Tells what was left out as an echo, and which decisions nobody took.
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
      return new MalformedContextCheck(model()).evaluate(context, set).after(detail);
    }
    double share = (double) facts.byRoute() / facts.matched();
    CheckValue measured = CheckValue.of(share);
    if (share <= context.thresholds().routeOnlyShareWarnAbove()) {
      return pass(context, measured, detail);
    }
    // a log that never told amounts is an old one, and as good as it gets
    boolean tellsAmounts = facts.decisions() > 0;
    return tellsAmounts && share > context.thresholds().routeOnlyShareFailAbove()
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
        + facts.byNobody()
        + " are not assigned by elimination either; "
        + facts.echoes()
        + " simulated rows echo what was asked or predicted ("
        + facts.echoesBySource()
        + " by source, "
        + facts.echoesByData()
        + " by data) and are no labels";
  }

  private static String remedy() {
    return "make the services log the same lamports as $.ctx.amountLamports in fill_preds.ctx_json"
        + " and as exec_outcomes.amount_in, with the same route, within 60 s; where they do not, an"
        + " attempt is trained with what was known of another mint";
  }
}
