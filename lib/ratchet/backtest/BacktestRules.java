package ratchet.backtest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import ratchet.evaluation.RuleFile;
import ratchet.model.JsonFields;

/**
 * How the log is traded again, and what the result must show ({@code backtest.json}).
 *
 * @param alphaScoreAtLeast 10-minute score from which a mint may be picked
 * @param alphaScore60mAtLeast the same of its 60-minute score; 0 where the bot does not look at it
 * @param alphaPicksPerHour how many mints of the last hour may be picked at once
 * @param pickValid how long after its score a mint counts as picked
 * @param predictionValid how old what is known of a route may be
 * @param contextValid how old what is known of a mint may be at its entry
 * @param holdAtMost when a position is closed at the latest
 * @param trailBpsWithoutModel how far an exit trails where there is no survival model
 * @param fillNetErrorWeight how much of |expected − realised slippage| is charged
 * @param pricedShareAtLeast of the attempts that would be taken, how many have a price of SOL
 * @param usableShareAtLeast of the contexts that were needed, how many could be parsed
 * @param unpricedShareAtMost of the positions that were opened, how many may have no later price
 * @param netMarginShare how much worse the net result may be, as a share of the champion's
 * @param netMarginUsdPerDay the same in US dollars for each day of the log; the larger margin holds
 * @param returnMarginBps how much worse the return on what was traded may be, where less was traded
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
  /** The toolkit's own. */
  public static BacktestRules standard() {
    return load(Optional.empty());
  }

  /**
   * @param file in the format of {@code backtest.json}
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
   * @param championNetUsd of the whole window; a loss allows nothing by its share
   * @param days of the log
   */
  double netMarginUsd(double championNetUsd, int days) {
    return Math.max(netMarginShare * Math.max(0, championNetUsd), netMarginUsdPerDay * days);
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
