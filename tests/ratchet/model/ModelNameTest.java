package ratchet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ModelNameTest {
  @Test
  void promotesInTheGuidesOrder() {
    assertThat(ModelName.all())
        .extracting(ModelName::id)
        .containsExactly("fillnet", "alpha", "rugguard", "survival");
  }

  /** The names of the guide, to the letter. */
  @Test
  void namesTheFilesOfTheGuide() {
    assertThat(ModelName.all())
        .extracting(ModelName::candidateFile)
        .containsExactly(
            "fillnet_v2.json", "alpha_ranker_v1.json", "rugguard_v2.json", "survival_v1.json");
    assertThat(ModelName.all())
        .extracting(ModelName::aliasFile)
        .containsExactly("fillnet.json", "alpha_ranker.json", "rugguard.json", "survival.json");
  }

  @Test
  void knowsWhereTheRuntimesListen() {
    assertThat(ModelName.FILLNET.defaultReloadUrl())
        .contains("http://127.0.0.1:4011/control/reload-models");
    assertThat(ModelName.ALPHA.defaultReloadUrl())
        .contains("http://127.0.0.1:4021/control/reload-models");
    assertThat(ModelName.RUGGUARD.defaultReloadUrl()).isEmpty();
    assertThat(ModelName.FILLNET.environmentName("RELOAD_URL"))
        .isEqualTo("PROMOTE_FILLNET_RELOAD_URL");
  }

  @Test
  void namesTheModelsThereAreForAnyOtherWord() {
    assertThat(ModelName.of("alpha")).isEqualTo(ModelName.ALPHA);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ModelName.of("Alpha"))
        .withMessage("no model is called 'Alpha'")
        .extracting(InputException::remedy)
        .isEqualTo("use one of fillnet, alpha, rugguard, survival");
  }
}
