package ratchet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibleMetricsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'auc':1.7 | metrics.auc: is not from 0 to 1 (1.7)",
        "'auc_10m':-0.1 | metrics.auc_10m: is not from 0 to 1 (-0.1)",
        "'brier':-1 | metrics.brier: is not from 0 to 1 (-1.0)",
        "'f1':1.01 | metrics.f1: is not from 0 to 1 (1.01)",
        "'precision_at_50_60m':2 | metrics.precision_at_50_60m: is not from 0 to 1 (2.0)",
        "'slip_mape':-0.2 | metrics.slip_mape: is below 0 (-0.2)",
        "'pfill_logloss':-3 | metrics.pfill_logloss: is below 0 (-3.0)",
        "'train_size_fill':-900 | metrics.train_size_fill: is not a whole number from 0 (-900.0)",
        "'train_size_fill':9.5 | metrics.train_size_fill: is not a whole number from 0 (9.5)",
        "'auc':0.7,'auc_lower':0.8 | metrics.auc_lower: is above auc (0.8 > 0.7)",
        "'auc':0.7,'auc_upper':0.6 | metrics.auc: is above auc_upper (0.7 > 0.6)",
        "'ece_lower':0.2,'ece_upper':0.1 | metrics.ece_lower: is above ece_upper (0.2 > 0.1)",
      })
  void refusesWhatNoRowsCanGive(String metrics, String message) {
    assertThatThrownBy(() -> read(metrics))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'auc':1,'brier':0,'f1':0.5",
        "'auc':0.99,'auc_lower':0.97,'auc_upper':1.01",
        "'auc_cv_mean':0.7,'auc_cv_sd':0.02,'slip_mae':140,'calibration_intercept':-4",
        "'exit_bps_avg':-200,'anything':-5",
      })
  void leavesThePossibleAlone(String metrics) {
    assertThat(read(metrics).header().metrics().values()).isNotEmpty();
  }

  @Test
  void looksIntoEachHorizonToo() {
    String horizon = "{'weights':[1,2,3,4,5,6,7,8,9,10,11],'metrics':{'auc':1.7}}";
    String file =
        "{'version':2,'created':'2026-03-01T12:00:00Z','status':'ok','features':[],"
            + "'models':{'60m':"
            + horizon
            + "}}";
    assertThatThrownBy(() -> ModelReader.read(ModelName.ALPHA, bytes(file)))
        .hasMessageContaining("models.60m.metrics.auc: is not from 0 to 1");
  }

  private static ModelFile read(String metrics) {
    String file =
        "{'version':2,'created':'2026-03-01T12:00:00Z','status':'ok','features':[],"
            + "'wFill':[],'wSlip':[],'wTime':[],'metrics':{"
            + metrics
            + "}}";
    return ModelReader.read(ModelName.FILLNET, bytes(file));
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
