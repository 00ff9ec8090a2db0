package ratchet.promote.hook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.features.LoadedModel;
import ratchet.model.ModelName;
import ratchet.ope.LoggedPolicy;
import ratchet.ope.Ope;
import ratchet.ope.OpeRules;
import ratchet.promote.rollout.CommandHookResult;
import ratchet.store.ModelPaths;

/**
 * The built-in off-policy evaluation: what the fee policy would have earned had it gone by the
 * candidate's predictions on the last 14 days of the log, beside what was logged and what it would
 * have earned by production's predictions. Only FillNet has a policy made of it in the log; for
 * other models, and where fewer decisions were drawn than the rules ask for, it is not applicable.
 */
public final class OpeHook implements PromotionHook {
  private final BuiltInHook hook;
  private final ModelPaths paths;
  private final OpeRules rules;

  /**
   * @param database may be missing
   * @param paths where production lies
   */
  public OpeHook(Path database, ModelPaths paths, OpeRules rules) {
    this.paths = paths;
    this.hook = new BuiltInHook("ope", database);
    this.rules = rules;
  }

  @Override
  public CommandHookResult run(ModelName candidate, Map<ModelName, Path> models) {
    if (candidate != ModelName.FILLNET) {
      return hook.ask(
          List.of(),
          database ->
              BuiltInHook.Result.notApplicable(
                  "no logged policy is made of " + candidate.id() + " alone"));
    }
    return hook.ask(
        List.of("fee_decisions", "exec_outcomes"), database -> evaluate(database, models));
  }

  /** One that does not load is as good as none, as in the backtest. */
  private Optional<Ope.Target> champion() {
    Path alias = paths.alias(ModelName.FILLNET);
    return Files.exists(alias)
        ? Optional.ofNullable(
                BuiltInHook.load(Map.of(ModelName.FILLNET, alias)).get(ModelName.FILLNET))
            .map(own -> Ope.ofModel(own.scorer()))
        : Optional.empty();
  }

  private BuiltInHook.Result evaluate(Database database, Map<ModelName, Path> models) {
    LoadedModel fillNet = BuiltInHook.load(models).get(ModelName.FILLNET);
    Ope.Result answer =
        new Ope(rules)
            .ofPolicy(
                LoggedPolicy.FEE,
                database,
                BuiltInHook.lastDays(database, "fee_decisions"),
                Ope.ofModel(fillNet.scorer()),
                champion());
    if (answer.log().size() < rules.decisionsAtLeast()) {
      return BuiltInHook.Result.notApplicable(
          answer.log().size() + " drawn fee decisions: too few to judge by");
    }
    return BuiltInHook.Result.of(answer.passed(), answer.lines());
  }
}
