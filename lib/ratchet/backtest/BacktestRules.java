package ratchet.backtest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import ratchet.evaluation.RuleFile;
import ratchet.model.JsonFields;

/**
 * The rules of a backtest: how the log is traded, and what the result must show ({@code
 * backtest.json}).
 *
 * @param alphaScoreAtLeast 10-minute score from which a mint may be picked
 * @param alphaScore60mAtLeast 60-minute score from which a mint may be picked; 0: any
 * @param alphaPicksPerHour how many mints of the last hour may be picked at once
 * @param pickValid how long after its score a mint counts as picked
 * @param fillProbabilityAtLeast fill probability from which FillNet admits an attempt
 * @param expectedSlipBpsAtMost expected slippage up to which FillNet admits an attempt
 * @param predictionValid the largest age of the context of a route
 * @param contextValid the largest age of the context of a mint at its entry
 * @param holdAtMost the longest time for which a position is held
 * @param trailBpsWithoutModel the trail of an exit if there is no survival model
 * @param fillNetErrorWeight the share of |expected − realised slippage| that is charged as a cost
 * @param tradesAtLeast the smallest number of the candidate's trades
 * @param daysAtLeast the smallest number of days with executions
 * @param pricedShareAtLeast the smallest share of the attempts that would be taken with a price of
 *     SOL
 * @param usableShareAtLeast the smallest share of the required contexts that can be parsed
 * @param unpricedShareAtMost the largest share of positions without a later price
 * @param netMarginShare how much worse the net result may be, as a share of the champion's
 * @param netMarginUsdPerDay the same in US dollars per day of the log; the larger margin is used
 * @param returnMarginBps how much worse the return may be, for a candidate that traded less
 */
public record BacktestRules(
    double alphaScoreAtLeast,
    double alphaScore60mAtLeast,
    double alphaPicksPerHour,
    Duration pickValid,
    double fillProbabilityAtLeast,
    double expectedSlipBpsAtMost,
    Duration predictionValid,
    Duration contextValid,
    Duration holdAtMost,
    double trailBpsWithoutModel,
    double fillNetErrorWeight,
    double tradesAtLeast,
    double daysAtLeast,
    double pricedShareAtLeast,
    double usableShareAtLeast,
    double unpricedShareAtMost,
    double netMarginShare,
    double netMarginUsdPerDay,
    double returnMarginBps) {
  /** The built-in rules. */
  public static BacktestRules standard() {
    return load(Optional.empty());
  }

  /**
   * Reads the rules.
   *
   * @param file in the format of {@code backtest.json}; empty: the built-in rules
   * @throws ratchet.model.InputException naming the file and the first field that is wrong
   */
  public static BacktestRules load(Optional<Path> file) {
    JsonFields rules = RuleFile.load(file, BacktestRules.class, "backtest.json");
    BacktestRules read =
        new BacktestRules(
            rules.share("alpha_score_at_least"),
            rules.share("alpha_score_60m_at_least"),
            rules.size("alpha_picks_per_hour"),
            duration(rules.size("pick_valid_minutes") * 60),
            rules.share("p_fill_at_least"),
            rules.size("expected_slip_bps_at_most"),
            duration(rules.size("prediction_valid_seconds")),
            duration(rules.size("context_valid_minutes") * 60),
            duration(rules.size("hold_minutes_at_most") * 60),
            rules.size("trail_bps_without_model"),
            rules.size("fillnet_error_weight"),
            rules.size("trades_at_least"),
            rules.size("days_at_least"),
            rules.share("priced_share_at_least"),
            rules.share("usable_share_at_least"),
            rules.share("unpriced_share_at_most"),
            rules.share("net_margin_share"),
            rules.size("net_margin_usd_per_day"),
            rules.size("return_margin_bps"));
    rules.allowOnlyRead();
    return read;
  }

  /**
   * How much less than the champion a candidate may earn, US dollars.
   *
   * @param championNetUsd of the whole window; for a loss the margin by share is 0
   * @param days of the log
   */
  double netMarginUsd(double championNetUsd, int days) {
    return Math.max(netMarginShare * Math.max(0, championNetUsd), netMarginUsdPerDay * days);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
