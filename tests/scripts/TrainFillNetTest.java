import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import ratchet.model.ModelName;

class TrainFillNetTest extends TrainCommandContract {
  TrainFillNetTest() {
    super(ModelName.FILLNET, "fillnet_v2.json", "slip_mape", "y_fill");
  }

  @Test
  void tellsTheEffectiveRowsOfTheHoldout() {
    assertThat(run().out()).containsPattern("holdout_size_fill: rows [\\d,]+, effective [\\d,]+");
  }

  @Test
  void saysWhatBecameOfACalibrationAndRefusesOneThatCannotBeServed() {
    TrainerRun done = run("--calibrate", "platt", "--json");
    assertThat(done.exit()).isZero();
    assertThat(done.json().get("issues").toString()).contains("y_fill: Platt scaling");
    TrainerRun refused = run("--calibrate", "isotonic");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("cannot hold a step function", "use platt");
  }

  @Test
  void fitsOnTheCpuAndRefusesCuda() {
    assertFitsOnTheCpuAndRefusesCuda();
  }
}
