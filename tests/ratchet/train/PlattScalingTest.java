package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.features.Scorer;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.RugGuardModel;

class PlattScalingTest {
  @Test
  void isKeptWhereForecastsAreTwiceTooExtreme() {
    PlattScaling platt = choose(folds(5, 2_000, 2));
    assertThat(platt.kept().orElseThrow().slope()).isCloseTo(0.5, within(0.05));
    assertThat(platt.learned()).containsOnlyKeys("platt_slope_x", "platt_intercept_x");
    assertThat(platt.issue().orElseThrow())
        .contains("y: Platt scaling is in the weights", "are of the fit without it");
  }

  @Test
  void isNotKeptWhereItDoesNotPay() {
    // few rows of honest forecasts: a fitted line can only add its own noise
    PlattScaling platt = choose(folds(5, 60, 1));
    assertThat(platt.kept()).isEmpty();
    assertThat(platt.learned()).isEmpty();
    assertThat(platt.issue().orElseThrow()).contains("not kept: walk-forward log loss");
    double[] weights = {1, 2};
    assertThat(platt.weights(weights)).isEqualTo(weights);
  }

  @Test
  void neverTurnsTheOrderAround() {
    assertThat(choose(folds(5, 2_000, -1)).kept()).isEmpty();
  }

  @Test
  void oneFoldCannotJudgeIt() {
    PlattScaling platt = choose(folds(1, 2_000, 2));
    assertThat(platt.kept()).isEmpty();
    assertThat(platt.issue().orElseThrow()).contains("too few walk-forward folds");
  }

  @Test
  void foldsIntoTheWeights() {
    PlattScaling platt = choose(folds(5, 2_000, 2));
    double[] fitted = {-0.4, 1.5, 2};
    double[] vector = {1, 0.3, -0.7};
    double[] scaled = platt.weights(fitted);
    double own = Scorer.sigmoid(WeightConversion.dot(fitted, vector));
    assertThat(Scorer.sigmoid(WeightConversion.dot(scaled, vector)))
        .isCloseTo(platt.probabilities(new double[] {own})[0], within(1e-14));
  }

  @ParameterizedTest
  @EnumSource(names = {"ALPHA", "FILLNET", "RUGGUARD"})
  void theFileSaysWhatBecameOfItAndLoads(ModelName model) {
    TrainingSet set = SyntheticSets.of(model, 1_500);
    TrainOptions asked = SyntheticSets.OPTIONS.withCalibration(CalibrationMethod.PLATT);
    ModelFile file = Trainers.train(set, asked).file();
    ModelFile plain = Trainers.train(set, SyntheticSets.OPTIONS).file();
    ModelHeader header = LoadedModel.load(model, ModelWriter.write(file)).file().header();
    int labels = model == ModelName.ALPHA ? 2 : 1;
    assertThat(header.issues().stream().filter(issue -> issue.contains("Platt scaling")))
        .hasSize(labels);
    long kept = header.issues().stream().filter(issue -> issue.contains("in the weights")).count();
    assertThat(
            header.provenance().orElseThrow().hyperParameters().keySet().stream()
                .filter(name -> name.startsWith("platt_slope")))
        .hasSize((int) kept);
    String auc = model == ModelName.ALPHA ? "auc_60m" : "auc";
    assertThat(header.metrics().get(auc).orElseThrow())
        .isCloseTo(plain.header().metrics().get(auc).orElseThrow(), within(0.002));
  }

  @Test
  void theThresholdMovesWithTheProbabilities() {
    TrainingSet set = SyntheticSets.of(ModelName.RUGGUARD, 1_500);
    TrainOptions asked = SyntheticSets.OPTIONS.withCalibration(CalibrationMethod.PLATT);
    ModelFile scaled = Trainers.train(set, asked).file();
    ModelFile plain = Trainers.train(set, SyntheticSets.OPTIONS).file();
    assertThat(scaled.header().metrics().get("recall").orElseThrow())
        .isCloseTo(plain.header().metrics().get("recall").orElseThrow(), within(0.02));
    assertThat(((RugGuardModel) scaled).threshold()).isBetween(0.0, 1.0);
  }

  private static PlattScaling choose(FoldPredictions folds) {
    return PlattScaling.choose(
        CalibrationMethod.PLATT, "y", "_x", () -> folds, UnaryOperator.identity());
  }

  /** Forecasts whose log-odds are the true ones times a factor. */
  private static FoldPredictions folds(int count, int rows, double factor) {
    SplittableRandom random = new SplittableRandom(11);
    List<FoldPredictions.Fold> folds = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double[] probabilities = new double[rows];
      double[] labels = new double[rows];
      for (int i = 0; i < rows; i++) {
        double logOdds = 4 * random.nextDouble() - 2;
        labels[i] = random.nextDouble() < Scorer.sigmoid(logOdds) ? 1 : 0;
        probabilities[i] = Scorer.sigmoid(factor * logOdds);
      }
      folds.add(new FoldPredictions.Fold(probabilities, labels));
    }
    return new FoldPredictions(folds);
  }
}
