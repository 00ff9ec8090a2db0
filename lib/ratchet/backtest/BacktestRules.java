package ratchet.backtest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import ratchet.evaluation.RuleNumbers;

/**
 * How the log is traded again, and what the result must show ({@code backtest.json}).
 *
 * @param alphaPicksPerHour how many mints of the last hour may be picked at once
 * @param pickValid how long after its score a mint counts as picked
 * @param predictionValid how old what is known of a route may be
 * @param contextValid how old what is known of a mint may be at its entry
 * @param holdAtMost when a position is closed at the latest
 * @param trailBpsWithoutModel how far an exit trails where there is no survival model
 * @param fillNetErrorWeight how much of |expected − realised slippage| is charged
 * @param pricedShareAtLeast of the attempts that would be taken, how many have a price of SOL
 * @param usableShareAtLeast of the contexts that were needed, how many could be parsed
 * @param netMarginBps how much worse the net result may be, of what the champion traded
 * @param returnMarginBps how much worse the return on what was traded may be
 */
public record BacktestRules(
    double alphaScoreAtLeast,
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
    double netMarginBps,
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
    RuleNumbers rules = RuleNumbers.load(file, BacktestRules.class, "backtest.json");
    BacktestRules read =
        new BacktestRules(
            rules.share("alpha_score_at_least"),
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
            rules.size("net_margin_bps"),
            rules.size("return_margin_bps"));
    rules.end();
    return read;
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
