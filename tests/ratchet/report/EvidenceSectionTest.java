package ratchet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import ratchet.model.Json;
import ratchet.report.page.Estimates;

class EvidenceSectionTest {
  @Test
  void moreOfAnAucIsBetter() {
    Estimates.Value value =
        EvidenceSection.better(
                Json.read(
                    """
                    {"name":"auc_against_champion","relation":">=","measured":0.02,
                     "lower":-0.01,"upper":0.05,"required":-0.03}\
                    """))
            .orElseThrow();
    assertThat(value)
        .isEqualTo(
            new Estimates.Value(
                "candidate",
                0.02,
                OptionalDouble.of(-0.01),
                OptionalDouble.of(0.05),
                OptionalDouble.of(-0.03)));
  }

  /** A Brier score that rises by 0.004 is a loss, drawn to the left of 0. */
  @Test
  void lessOfABrierScoreIsBetter() {
    Estimates.Value value =
        EvidenceSection.better(
                Json.read(
                    """
                    {"name":"brier_against_champion","relation":"<=","measured":0.004,
                     "lower":-0.001,"upper":0.009,"required":0.005}\
                    """))
            .orElseThrow();
    assertThat(value)
        .isEqualTo(
            new Estimates.Value(
                "candidate",
                -0.004,
                OptionalDouble.of(-0.009),
                OptionalDouble.of(0.001),
                OptionalDouble.of(-0.005)));
  }

  @Test
  void aRuleWithoutAnIntervalIsNotDrawn() {
    assertThat(
            EvidenceSection.better(
                Json.read("{\"name\":\"status\",\"relation\":\"is\",\"measured\":\"ok\"}")))
        .isEmpty();
  }
}
