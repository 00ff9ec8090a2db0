package ratchet.promote.hook;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ratchet.backtest.Backtest;
import ratchet.backtest.Backtest.UnpricedPositions;
import ratchet.backtest.BacktestReport;
import ratchet.backtest.BacktestRules;
import ratchet.backtest.ReplayModels;
import ratchet.data.sqlite.Database;
import ratchet.features.LoadedModel;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.promote.rollout.HookResult;

/**
 * The built-in backtest. It replays the last 14 days of the log with production, and with
 * production in which the candidate replaces the champion. Where nothing is live the candidate is
 * compared with itself. It does not apply where the log is so thin that production too makes fewer
 * trades than the rules require.
 */
public final class BacktestHook implements PromotionHook {
  private final BuiltInHook hook;
  private final BacktestRules rules;

  /**
   * The backtest on these files, by these rules.
   *
   * @param database need not exist; the hook then does not apply
   */
  public BacktestHook(LogFiles database, BacktestRules rules) {
    this.hook = new BuiltInHook("backtest", database);
    this.rules = rules;
  }

  @Override
  public HookResult run(ModelName candidate, PromotionHook.Models models) {
    return hook.ask(
        List.of("sizing_decisions", "exec_outcomes", "prices"),
        database -> replay(database, candidate, models));
  }

  private BuiltInHook.Result replay(
      Database database, ModelName candidate, PromotionHook.Models models) {
    Map<ModelName, LoadedModel> ours = BuiltInHook.load(models.promoted());
    Map<ModelName, LoadedModel> theirs = new EnumMap<>(ours);
    models.champion().ifPresent(file -> theirs.putAll(BuiltInHook.load(Map.of(candidate, file))));
    boolean picks = candidate == ModelName.ALPHA;
    Backtest backtest =
        Backtest.run(
            database,
            BuiltInHook.lastDays(database, "exec_outcomes"),
            new ReplayModels(ours, picks),
            new ReplayModels(theirs, picks),
            rules,
            UnpricedPositions.WORST,
            Backtest.Listeners.NONE);
    if (backtest.isTooThin(rules)) {
      return BuiltInHook.Result.notApplicable(
          "production would have made "
              + backtest.championFigures().trades()
              + " trades on "
              + backtest.days()
              + " of the last 14 days of the log: too few for a decision"
              + (backtest.leftOut() == 0
                  ? ""
                  : "; "
                      + backtest.leftOut()
                      + " executions are left out, because models were fitted on them"));
    }
    return BuiltInHook.Result.of(
        backtest.passed(), new ArrayList<>(BacktestReport.lines(backtest)));
  }
}
