package ratchet.promote.hook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.features.LoadedModel;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.ope.LoggedPolicy;
import ratchet.ope.Ope;
import ratchet.ope.OpeRules;
import ratchet.promote.rollout.HookResult;

/**
 * The built-in off-policy evaluation. It estimates what the fee policy would have earned on the
 * last 14 days of the log with the candidate's predictions, and compares that with the logged
 * earnings and with production's predictions. The log has such a policy only for FillNet. For other
 * models, and where fewer decisions were drawn at random than the rules require, it does not apply.
 */
public final class OpeHook implements PromotionHook {
  private final BuiltInHook hook;
  private final OpeRules rules;

  /**
   * The evaluation on these files, by these rules.
   *
   * @param database need not exist; the hook then does not apply
   */
  public OpeHook(LogFiles database, OpeRules rules) {
    this.hook = new BuiltInHook("ope", database);
    this.rules = rules;
  }

  @Override
  public HookResult run(ModelName candidate, PromotionHook.Models models) {
    if (candidate != ModelName.FILLNET) {
      return hook.ask(
          List.of(),
          database ->
              BuiltInHook.Result.notApplicable(
                  "no logged policy depends on " + candidate.id() + " alone"));
    }
    return hook.ask(
        List.of("fee_decisions", "exec_outcomes"), database -> evaluate(database, models));
  }

  /** The champion's policy; empty if nothing is live, or the live version does not load. */
  private static Optional<Ope.Target> champion(PromotionHook.Models models) {
    return models
        .champion()
        .map(file -> BuiltInHook.load(Map.of(ModelName.FILLNET, file)).get(ModelName.FILLNET))
        .map(own -> Ope.ofModel(own.scorer()));
  }

  private BuiltInHook.Result evaluate(Database database, PromotionHook.Models models) {
    LoadedModel fillNet = BuiltInHook.load(models.promoted()).get(ModelName.FILLNET);
    Ope.Result answer =
        new Ope(rules)
            .ofPolicy(
                LoggedPolicy.FEE,
                database,
                BuiltInHook.lastDays(database, "fee_decisions"),
                Ope.ofModel(fillNet.scorer()),
                champion(models));
    if (answer.log().size() < rules.decisionsAtLeast()) {
      return BuiltInHook.Result.notApplicable(
          answer.log().size() + " drawn fee decisions: too few for a decision");
    }
    return BuiltInHook.Result.of(answer.passed(), answer.lines());
  }
}
