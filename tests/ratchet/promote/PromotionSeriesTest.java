package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Promises about many promotions in a row, on few series; a bench keeps them on hundreds. */
class PromotionSeriesTest {
  private static final int SERIES = 20;

  /**
   * The margin in standard errors of independent rows: about four of those that the rules go by,
   * which look for dependence in time.
   */
  private static final double RATIO = 5.2;

  private static final double WEEK = 0.25;

  /** Half a margin a week, for half a year. */
  @Test
  void smallStepsDoNotAddUp() {
    double[] with = PromotionSeries.losses(SERIES, RATIO, 0.5, 26, WEEK, true);
    double[] without = PromotionSeries.losses(SERIES, RATIO, 0.5, 26, WEEK, false);
    assertThat(PromotionSeries.quantile(with, 0.95)).isLessThanOrEqualTo(1.5 + 1e-9);
    assertThat(PromotionSeries.mean(with)).isGreaterThan(0.5);
    assertThat(PromotionSeries.mean(without)).isGreaterThan(PromotionSeries.mean(with) + 0.5);
  }

  /** The same on rows that never change: each promotion opens an account of its own. */
  @Test
  void norDoTheyOnTheSameRows() {
    double[] losses = PromotionSeries.losses(SERIES, RATIO, 0.5, 24, 0, true);
    assertThat(PromotionSeries.quantile(losses, 0.95)).isLessThanOrEqualTo(1.5 + 1e-9);
  }

  @Test
  void tryingOftenDoesNotHelp() {
    double hour = WEEK / 7 / 24;
    assertThat(PromotionSeries.everPassing(2 * SERIES, 2.8, 1.5, 20, hour, true))
        .isLessThanOrEqualTo(0.05);
    double without = PromotionSeries.everPassing(2 * SERIES, 2.8, 1, 20, WEEK, false);
    assertThat(PromotionSeries.everPassing(2 * SERIES, 2.8, 1, 20, WEEK, true))
        .isLessThanOrEqualTo(0.1)
        .isLessThan(without);
  }

  @Test
  void honestRefitsPassAndTheAnchorCostsThemNothing() {
    double with = PromotionSeries.honestPassing(SERIES, RATIO, true);
    assertThat(with).isGreaterThan(0.88);
    assertThat(PromotionSeries.honestPassing(SERIES, RATIO, false)).isLessThan(with + 0.03);
  }
}
