package ratchet.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricWordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auc_10m             | auc_10m ↑",
        "brier               | brier ↓",
        "pfill_logloss       | pfill_logloss ↓",
        "integrated_brier_km | integrated_brier_km ↓",
        "slip_mae            | slip_mae ↓, bps",
        "ttl_mae             | ttl_mae ↓, ms",
        "max_drawdown_usd    | max_drawdown_usd ↓, USD",
        "return_bps          | return_bps ↑, bps",
        "precision_at_50_60m | precision_at_50_60m ↑",
        "sample_size         | sample_size",
        "calibration_slope   | calibration_slope"
      })
  void aMetricIsWrittenWithItsBetterDirectionAndItsUnit(String metric, String words) {
    assertThat(MetricWords.of(metric)).isEqualTo(words);
  }
}
