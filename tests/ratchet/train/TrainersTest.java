package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.model.AlphaModel;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.Provenance;
import ratchet.model.RugGuardModel;
import ratchet.train.solver.Fit;

class TrainersTest {
  private static final int ROWS = 4_000;

  @ParameterizedTest
  @EnumSource
  void theFileLoadsAndSaysOk(ModelName model) {
    TrainedModel trained = Trainers.train(SyntheticSets.of(model, ROWS), SyntheticSets.OPTIONS);
    LoadedModel loaded = LoadedModel.load(model, ModelWriter.write(trained.file()));
    assertThat(loaded.file()).isEqualTo(trained.file());
    assertThat(loaded.file().header().status()).isEqualTo("ok");
    assertThat(loaded.file().header().issues()).isEmpty();
    assertThat(trained.fits().values())
        .allSatisfy(fit -> assertThat(fit.relativeGradientNorm()).isLessThanOrEqualTo(1e-8));
  }

  @ParameterizedTest
  @EnumSource
  void theSameRowsGiveTheSameBytesOnAnyNumberOfThreads(ModelName model) {
    TrainingSet set = SyntheticSets.of(model, ROWS);
    TrainOptions alone =
        new TrainOptions(
            SyntheticSets.OPTIONS.read(),
            42,
            1,
            SyntheticSets.OPTIONS.clock(),
            SyntheticSets.OPTIONS.parentSha256());
    assertThat(ModelWriter.write(Trainers.train(set, SyntheticSets.OPTIONS).file()))
        .isEqualTo(ModelWriter.write(Trainers.train(SyntheticSets.of(model, ROWS), alone).file()));
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheTimeOfCreationDiffersBetweenRuns(ModelName model) {
    TrainingSet set = SyntheticSets.of(model, 2_000);
    Clock later = Clock.offset(SyntheticSets.OPTIONS.clock(), Duration.ofDays(1));
    TrainOptions next =
        new TrainOptions(
            SyntheticSets.OPTIONS.read(), 42, 2, later, SyntheticSets.OPTIONS.parentSha256());
    String first = new String(ModelWriter.write(Trainers.train(set, SyntheticSets.OPTIONS).file()));
    String second = new String(ModelWriter.write(Trainers.train(set, next).file()));
    assertThat(second).isNotEqualTo(first);
    assertThat(second.replace("2026-03-02T12:00:00Z", "2026-03-01T12:00:00Z")).isEqualTo(first);
  }

  @Test
  void alphaHasTheMetricsTheGatesAskFor() {
    Metrics metrics = metrics(ModelName.ALPHA);
    for (String horizon : List.of("10m", "60m")) {
      assertThat(metrics.values())
          .containsKeys(
              "auc_" + horizon,
              "auc_" + horizon + "_lower",
              "auc_" + horizon + "_upper",
              "auc_" + horizon + "_cv_mean",
              "auc_" + horizon + "_cv_sd",
              "precision_at_50_" + horizon,
              "brier_" + horizon,
              "logloss_" + horizon,
              "train_size_" + horizon,
              "holdout_size_" + horizon,
              "positives_" + horizon);
      assertThat(value(metrics, "auc_" + horizon)).isBetween(0.75, 0.95);
    }
    AlphaModel file =
        (AlphaModel)
            Trainers.train(SyntheticSets.of(ModelName.ALPHA, ROWS), SyntheticSets.OPTIONS).file();
    assertThat(file.horizons().get("60m").metrics().get("auc")).isEqualTo(metrics.get("auc_60m"));
    assertThat(file.horizons().get("60m").sampleSizes()).containsEntry("holdout_size", 800L);
  }

  @Test
  void fillNetHasTheMetricsTheGatesAskFor() {
    Metrics metrics = metrics(ModelName.FILLNET);
    assertThat(metrics.values())
        .containsKeys(
            "brier",
            "pfill_logloss",
            "auc",
            "ece",
            "slip_mae",
            "slip_mape",
            "ttl_mae",
            "train_size_fill",
            "holdout_size_fill",
            "train_size_slip",
            "holdout_size_slip");
    // the noise is uniform within 5 bps, the served value rounded to one
    assertThat(value(metrics, "slip_mae")).isBetween(2.3, 2.8);
    assertThat(value(metrics, "ttl_mae")).isBetween(45.0, 55.0);
    assertThat(value(metrics, "slip_mape")).isBetween(0.02, 0.1);
    assertThat(value(metrics, "train_size_slip")).isLessThan(value(metrics, "train_size_fill"));
  }

  @Test
  void rugGuardHasTheMetricsTheGatesAskFor() {
    assertThat(metrics(ModelName.RUGGUARD).values())
        .containsKeys(
            "auc", "f1", "f1_lower", "precision", "recall", "brier", "train_size", "holdout_size");
  }

  @Test
  void survivalHasTheMetricsTheGatesAskFor() {
    Metrics metrics = metrics(ModelName.SURVIVAL);
    assertThat(metrics.values())
        .containsKeys(
            "sample_size",
            "events",
            "c_index",
            "c_index_lower",
            "c_index_uno",
            "integrated_brier",
            "exit_bps_avg",
            "exit_bps_median",
            "drawdown_bps_avg",
            "drawdown_bps_median",
            "time_to_peak_ms_avg");
    assertThat(value(metrics, "c_index")).isBetween(0.65, 0.8);
    // rows with proportional hazards: Cox's model must say the same as the hazard's intervals
    assertThat(value(metrics, "c_index_cox")).isCloseTo(value(metrics, "c_index"), within(0.01));
    assertThat(value(metrics, "cox_gap_se_train")).isLessThan(1);
    assertThat(value(metrics, "integrated_brier"))
        .isLessThan(value(metrics, "integrated_brier_km"));
  }

  @ParameterizedTest
  @EnumSource
  void everyEstimateOfTheHoldoutHasAnInterval(ModelName model) {
    Metrics metrics = metrics(model);
    List<String> without =
        metrics.values().keySet().stream()
            .filter(name -> !name.matches(".*_(lower|upper|cv_mean|cv_sd)"))
            .filter(
                name -> !name.matches("(sample_size|events|positives|holdout_|train_|winners).*"))
            .filter(name -> metrics.get(name + "_lower").isEmpty())
            .toList();
    assertThat(without)
        .isEqualTo(model == ModelName.SURVIVAL ? List.of("cox_gap_se_train") : List.of());
  }

  @ParameterizedTest
  @EnumSource(names = {"ALPHA", "FILLNET", "RUGGUARD"})
  void labelsInRandomOrderGiveAnAucOfOneHalf(ModelName model) {
    String label = SyntheticSets.labelNames(model).get(0);
    String metric = model == ModelName.ALPHA ? "auc_10m" : "auc";
    int inside = 0;
    for (int seed = 0; seed < 20; seed++) {
      TrainingSet set = SyntheticSets.of(model, 1_500, seed, -0.3);
      TrainingSet permuted =
          SyntheticSets.withLabel(set, label, SyntheticSets.permuted(set.label(label), 100 + seed));
      if (model == ModelName.FILLNET) {
        permuted =
            SyntheticSets.withLabel(
                permuted, "y_slip_bps", SyntheticSets.of(model, 1_500).features()[3]);
        permuted =
            SyntheticSets.withLabel(
                permuted, "y_ttl_ms", SyntheticSets.of(model, 1_500).features()[4]);
      }
      Metrics metrics = Trainers.train(permuted, SyntheticSets.OPTIONS).file().header().metrics();
      boolean within =
          value(metrics, metric + "_lower") <= 0.5 && value(metrics, metric + "_upper") >= 0.5;
      inside += within ? 1 : 0;
    }
    // 95 % intervals: 17 of 20 or fewer would happen once in 13, 15 or fewer once in 390
    assertThat(inside).isGreaterThanOrEqualTo(16);
  }

  @ParameterizedTest
  @EnumSource
  void theFutureDoesNotChangeTheFit(ModelName model) {
    TrainingSet set = SyntheticSets.of(model, 2_000);
    TrainedModel before = Trainers.train(set, SyntheticSets.OPTIONS);
    int[] holdout = Trainers.split(set).holdout();
    for (double[] label : set.labels()) {
      for (int i = 0; i < holdout.length / 2; i++) {
        int mirrored = holdout[holdout.length - 1 - i];
        double kept = label[holdout[i]];
        label[holdout[i]] = label[mirrored];
        label[mirrored] = kept;
      }
    }
    TrainedModel after = Trainers.train(set, SyntheticSets.OPTIONS);
    before
        .fits()
        .forEach(
            (name, fit) -> assertThat(after.fits().get(name).weights()).isEqualTo(fit.weights()));
    assertThat(after.file().header().metrics()).isNotEqualTo(before.file().header().metrics());
    if (model == ModelName.RUGGUARD) {
      assertThat(((RugGuardModel) after.file()).threshold())
          .isEqualTo(((RugGuardModel) before.file()).threshold());
    }
  }

  @Test
  void oneClassInTheHoldoutLeavesTheMetricOutAndSaysSo() {
    TrainingSet set = SyntheticSets.of(ModelName.RUGGUARD, 1_000);
    Arrays.fill(set.label("label_rug"), 800, 1_000, 0);
    ModelHeader header = Trainers.train(set, SyntheticSets.OPTIONS).file().header();
    assertThat(header.metrics().get("auc")).isEqualTo(OptionalDouble.empty());
    assertThat(header.metrics().get("recall")).isEqualTo(OptionalDouble.empty());
    assertThat(header.metrics().get("brier")).isPresent();
    assertThat(header.issues())
        .anySatisfy(issue -> assertThat(issue).startsWith("auc is absent"))
        .anySatisfy(issue -> assertThat(issue).startsWith("recall is absent"));
  }

  @Test
  void trueWeightsAreFound() {
    TrainingSet set = SyntheticSets.of(ModelName.FILLNET, 40_000);
    Fit fit = Trainers.train(set, SyntheticSets.OPTIONS).fits().get("fill");
    for (int j = 1; j < fit.weights().length; j++) {
      assertThat(fit.weights()[j])
          .isCloseTo(SyntheticSets.slope(j), within(4 * fit.standardErrors()[j]));
    }
  }

  @Test
  void theProvenanceTellsHowTheModelCameToBe() {
    TrainingSet set = SyntheticSets.of(ModelName.FILLNET, 2_000);
    TrainedModel trained =
        Trainers.train(set, SyntheticSets.OPTIONS.withParent(Optional.of("ab".repeat(32))));
    Provenance provenance = trained.file().header().provenance().orElseThrow();
    assertThat(provenance.dataFrom()).isEqualTo(set.dataFrom());
    assertThat(provenance.dataTo()).isEqualTo(set.dataTo());
    assertThat(provenance.rowCounts())
        .containsEntry("rows", 2_000L)
        .containsEntry("train", trained.split().train())
        .containsEntry("purged", trained.split().purged())
        .containsEntry("holdout", 400L);
    assertThat(provenance.hyperParameters())
        .containsEntry("inverse_penalty", 5.0)
        .containsEntry("ridge_penalty", 5.0)
        .containsEntry("embargo_seconds", 60.0);
    assertThat(provenance.holdoutFrom()).isEqualTo(Instant.ofEpochMilli(set.decisionMs()[1_600]));
    assertThat(provenance.seed()).isEqualTo(42);
    assertThat(provenance.trainer()).isEqualTo("train_fillnet");
    assertThat(provenance.javaVersion()).isEqualTo("" + Runtime.version().feature());
    assertThat(provenance.parentSha256()).contains("ab".repeat(32));
    assertThat(provenance.datasetSha256()).hasSize(64);
  }

  @Test
  void theFingerprintSeesEveryBitOfATrainingRow() {
    TrainingSet set = SyntheticSets.of(ModelName.FILLNET, 500);
    int[] rows = {0, 1, 7};
    String before = DatasetFingerprint.of(set, rows);
    set.features()[2][3] += 1;
    assertThat(DatasetFingerprint.of(set, rows)).isEqualTo(before);
    set.features()[2][7] = Math.nextUp(set.features()[2][7]);
    assertThat(DatasetFingerprint.of(set, rows)).isNotEqualTo(before);
  }

  private static Metrics metrics(ModelName model) {
    return Trainers.train(SyntheticSets.of(model, ROWS), SyntheticSets.OPTIONS)
        .file()
        .header()
        .metrics();
  }

  private static double value(Metrics metrics, String name) {
    return metrics.get(name).orElseThrow();
  }
}
