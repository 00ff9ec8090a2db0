import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ratchet.model.ModelName;

class TrainSurvivalTest extends TrainCommandContract {
  TrainSurvivalTest() {
    super(ModelName.SURVIVAL, "survival_v1.json", "c_index", "duration_seconds");
  }

  @Test
  void theStopIsWhatItIsToldToBe() {
    assertThat(run("--trail-bps", "300").exit()).isZero();
    assertThat(candidate()).content().contains("\"trail_bps\" : 300.0");
    assertThat(run("--trail-bps", "0").exit()).isEqualTo(2);
    assertThat(run("--trail-bps", "NaN").exit()).isEqualTo(2);
  }
}
