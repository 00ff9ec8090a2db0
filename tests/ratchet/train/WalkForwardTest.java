package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingSet;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;

class WalkForwardTest {
  private static final String REMARK =
      " walk-forward folds: the others have too few rows, or too few of a class, to be fitted or"
          + " evaluated";

  @Test
  void allFoldsNeedNoRemark() {
    MetricCollector collector = new MetricCollector();
    WalkForward.summarise("auc", new double[] {0.5, 0.6, 0.7, 0.8, 0.9}, collector);
    assertThat(collector.issues()).isEmpty();
    assertThat(collector.metrics().get("auc_cv_mean").orElseThrow()).isCloseTo(0.7, within(1e-15));
    assertThat(collector.metrics().get("auc_cv_sd").orElseThrow())
        .isCloseTo(Math.sqrt(0.025), within(1e-15));
  }

  @Test
  void fewerFoldsAreSaidBesideTheirFigure() {
    MetricCollector collector = new MetricCollector();
    WalkForward.summarise("auc", new double[] {0.6, 0.8, 0.7, 0.7}, collector);
    WalkForward.summarise("brier", new double[] {0.1, 0.2}, collector);
    assertThat(collector.issues())
        .containsExactly(
            "auc_cv_mean is over 4 of 5" + REMARK, "brier_cv_mean is over 2 of 5" + REMARK);
    assertThat(collector.metrics().values())
        .containsKeys("auc_cv_mean", "auc_cv_sd", "brier_cv_sd");
  }

  @Test
  void oneFoldIsNoFigureAndOneIssue() {
    MetricCollector collector = new MetricCollector();
    WalkForward.summarise("auc", new double[] {0.6}, collector);
    assertThat(collector.metrics().values()).isEmpty();
    assertThat(collector.issues())
        .containsExactly(
            "auc_cv_mean is absent: 1 of 5 walk-forward folds can be evaluated, required 2");
  }

  @ParameterizedTest
  @EnumSource
  void everyModelsFileSaysOfHowManyFoldsItsFiguresAreAndStaysOk(ModelName model) {
    TrainingSet set = SyntheticSets.of(model, 2_000);
    int[] first = ChronologicalSplit.of(set).walkForward(set).get(0).train();
    for (int row : first) {
      set.label(classes(model))[row] = 0;
    }
    ModelHeader header = Trainers.train(set, SyntheticSets.OPTIONS).file().header();
    assertThat(header.issues()).contains(figure(model) + "_cv_mean is over 4 of 5" + REMARK);
    assertThat(header.status()).isEqualTo(ModelHeader.STATUS_OK);
    assertThat(header.metrics().get(figure(model) + "_cv_mean")).isPresent();
  }

  private static String classes(ModelName model) {
    return model == ModelName.SURVIVAL ? "event" : SyntheticSets.labelNames(model).get(0);
  }

  private static String figure(ModelName model) {
    return switch (model) {
      case ALPHA -> "auc_10m";
      case FILLNET, RUGGUARD -> "auc";
      case SURVIVAL -> "c_index";
    };
  }
}
