package ratchet.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.backtest.ReplayModelSamples.alpha;
import static ratchet.backtest.ReplayModelSamples.of;

import org.junit.jupiter.api.Test;
import ratchet.features.Inputs;

class BacktestRulesTest {
  @Test
  void theMarginIsAShareOfWhatProductionEarnsAndAnAmount() {
    BacktestRules rules = BacktestRules.standard();
    assertThat(rules.netMarginUsd(5000, 14)).isEqualTo(500);
    assertThat(rules.netMarginUsd(200, 14)).isEqualTo(28);
    assertThat(rules.netMarginUsd(-9000, 14)).isEqualTo(28);
  }

  @Test
  void the60MinuteScoreDecidesWhereTheBotLooksAtIt() {
    ReplayModels models = of(alpha(0.1));
    Inputs deep = name -> name.equals("lp_norm") ? 1 : Double.NaN;
    double ten = models.alpha(deep, 0);
    assertThat(ten).isGreaterThan(0.9);
    assertThat(models.alpha(deep, 0.09)).isEqualTo(ten);
    assertThat(models.alpha(deep, 0.11)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(of(alpha()).alpha(deep, 0.01)).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
