import org.junit.jupiter.api.Test;
import ratchet.model.ModelName;

class TrainAlphaTest extends TrainCommandContract {
  TrainAlphaTest() {
    super(ModelName.ALPHA, "alpha_ranker_v1.json", "auc_10m", "y_payoff_10m");
  }

  @Test
  void fitsOnTheCpuAndRefusesCuda() {
    assertFitsOnTheCpuAndRefusesCuda();
  }
}
