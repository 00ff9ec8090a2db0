package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.gate.GateRules;
import ratchet.model.ModelName;

class GateConditionsTest {
  @Test
  void namesTheThresholdOfAMetric() {
    Map<String, String> alpha = GateConditions.of(GateRules.standard(), ModelName.ALPHA);
    assertThat(alpha.get("auc_10m")).contains(">= 0.7");
    assertThat(alpha.get("train_size_60m")).contains(">= 200");
  }

  @Test
  void looksIntoRulesThatCombineOthers() {
    Map<String, String> fillNet = GateConditions.of(GateRules.standard(), ModelName.FILLNET);
    assertThat(fillNet.get("slip_mape")).startsWith("or: ").contains("<= 0.3");
    assertThat(fillNet.get("brier")).contains("0.02");
  }

  @ParameterizedTest
  @EnumSource
  void readsTheStandardBookOfEveryModel(ModelName model) {
    assertThat(GateConditions.of(GateRules.standard(), model)).isNotEmpty();
  }
}
