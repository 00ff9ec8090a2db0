package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingSet;
import ratchet.features.Scorer;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.train.solver.HazardRegression;
import ratchet.train.solver.HazardRows;
import ratchet.train.solver.LabelledRows;

/** Survival's walk-forward figures, against the folds gone through one by one. */
class SurvivalWalkForwardTest {
  private static final int INTERVALS = 60;

  @Test
  void theFiguresAreThoseOfTheFoldsOneByOne() {
    TrainingSet set = SyntheticSets.of(ModelName.SURVIVAL, 1_000);
    List<ChronologicalSplit> folds = ChronologicalSplit.of(set).walkForward(set);
    assertThat(folds).hasSize(5);
    Metrics metrics = Trainers.train(set, SyntheticSets.OPTIONS).file().header().metrics();
    assertSummary(
        metrics, "c_index", folds.stream().mapToDouble(fold -> concordance(set, fold)).toArray());
    assertSummary(
        metrics,
        "integrated_brier",
        folds.stream().mapToDouble(fold -> integratedBrier(set, fold)).toArray());
  }

  @Test
  void foldsWithTooFewStopsBeforeThemAreLeftOut() {
    TrainingSet set = SyntheticSets.of(ModelName.SURVIVAL, 1_000);
    List<ChronologicalSplit> folds = ChronologicalSplit.of(set).walkForward(set);
    int[] first = folds.get(0).train();
    for (int i = 9; i < first.length; i++) {
      set.label("event")[first[i]] = 0;
    }
    Metrics metrics = Trainers.train(set, SyntheticSets.OPTIONS).file().header().metrics();
    assertSummary(
        metrics,
        "c_index",
        folds.stream().skip(1).mapToDouble(fold -> concordance(set, fold)).toArray());
  }

  @Test
  void aFoldWithoutAStopHasNoConcordanceAndStillABrierScore() {
    TrainingSet set = SyntheticSets.of(ModelName.SURVIVAL, 1_000);
    List<ChronologicalSplit> folds = ChronologicalSplit.of(set).walkForward(set);
    for (int row : folds.get(4).holdout()) {
      set.label("event")[row] = 0;
      set.label("duration_seconds")[row] = 3_600;
    }
    Metrics metrics = Trainers.train(set, SyntheticSets.OPTIONS).file().header().metrics();
    assertSummary(
        metrics,
        "c_index",
        folds.stream().limit(4).mapToDouble(fold -> concordance(set, fold)).toArray());
    assertSummary(
        metrics,
        "integrated_brier",
        folds.stream().mapToDouble(fold -> integratedBrier(set, fold)).toArray());
  }

  @Test
  void withoutTwoFoldsTheFiguresAreAbsentAndNamed() {
    TrainingSet set = SyntheticSets.of(ModelName.SURVIVAL, 90);
    ModelHeader header = Trainers.train(set, SyntheticSets.OPTIONS).file().header();
    assertThat(header.metrics().get("c_index_cv_mean")).isEmpty();
    assertThat(header.metrics().get("integrated_brier_cv_sd")).isEmpty();
    assertThat(header.issues())
        .anySatisfy(issue -> assertThat(issue).startsWith("c_index_cv_mean is absent"))
        .anySatisfy(issue -> assertThat(issue).startsWith("integrated_brier_cv_mean is absent"));
  }

  @Test
  void theHoldoutOfTheTrainingHasNoPartInThem() {
    TrainingSet set = SyntheticSets.of(ModelName.SURVIVAL, 1_000);
    Metrics before = Trainers.train(set, SyntheticSets.OPTIONS).file().header().metrics();
    Arrays.fill(set.label("duration_seconds"), 800, 1_000, 30);
    Metrics after = Trainers.train(set, SyntheticSets.OPTIONS).file().header().metrics();
    assertThat(after.get("c_index")).isNotEqualTo(before.get("c_index"));
    for (String name : List.of("c_index_cv_mean", "c_index_cv_sd", "integrated_brier_cv_mean")) {
      assertThat(after.get(name)).isEqualTo(before.get(name));
    }
  }

  private static void assertSummary(Metrics metrics, String name, double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> Math.pow(value - mean, 2)).sum();
    assertThat(metrics.get(name + "_cv_mean").orElseThrow()).isCloseTo(mean, within(1e-12));
    assertThat(metrics.get(name + "_cv_sd").orElseThrow())
        .isCloseTo(Math.sqrt(squares / (values.length - 1)), within(1e-12));
  }

  /** Pair by pair: who stopped first had the higher risk; a tie is worth one half. */
  private static double concordance(TrainingSet set, ChronologicalSplit fold) {
    HazardRegression hazard = fit(set, fold);
    double[] durations = set.label("duration_seconds");
    double[] events = set.label("event");
    double concordant = 0;
    double pairs = 0;
    for (int i : fold.holdout()) {
      for (int j : fold.holdout()) {
        boolean isLonger =
            durations[j] > durations[i] || (durations[j] == durations[i] && events[j] == 0);
        if (events[i] == 1 && i != j && isLonger) {
          double difference = risk(hazard, set, i) - risk(hazard, set, j);
          concordant += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return concordant / pairs;
  }

  /** Graf's score at each minute but the last, and the mean of its trapezia. */
  private static double integratedBrier(TrainingSet set, ChronologicalSplit fold) {
    HazardRegression hazard = fit(set, fold);
    double[] durations = LabelledRows.pick(set.label("duration_seconds"), fold.holdout());
    double[] events = LabelledRows.pick(set.label("event"), fold.holdout());
    double[] scores = new double[INTERVALS - 1];
    for (int i = 0; i < durations.length; i++) {
      double risk = risk(hazard, set, fold.holdout()[i]);
      double survival = 1;
      for (int k = 0; k < scores.length; k++) {
        survival *= 1 - Scorer.sigmoid(hazard.baseline()[k] + risk);
        double time = 60.0 * (k + 1);
        if (durations[i] > time) {
          scores[k] += Math.pow(1 - survival, 2) / uncensored(durations, events, time, true);
        } else if (events[i] == 1) {
          scores[k] += Math.pow(survival, 2) / uncensored(durations, events, durations[i], false);
        }
      }
    }
    double area = 0;
    for (int k = 1; k < scores.length; k++) {
      area += (scores[k] + scores[k - 1]) / 2 / durations.length;
    }
    return area / (scores.length - 1);
  }

  /** The product limit of the censoring times: who stops at a moment is not at risk of it. */
  private static double uncensored(
      double[] durations, double[] events, double time, boolean inclusive) {
    double survival = 1;
    // as many as are before that time, each once; their order does not matter to a product
    for (double moment :
        Arrays.stream(durations)
            .filter(own -> own < time || (own == time && inclusive))
            .distinct()
            .toArray()) {
      int atRisk = 0;
      int censored = 0;
      for (int i = 0; i < durations.length; i++) {
        atRisk += durations[i] > moment || (durations[i] == moment && events[i] == 0) ? 1 : 0;
        censored += durations[i] == moment && events[i] == 0 ? 1 : 0;
      }
      survival *= atRisk == 0 ? 1 : 1 - (double) censored / atRisk;
    }
    return survival;
  }

  private static double risk(HazardRegression hazard, TrainingSet set, int row) {
    double risk = 0;
    for (int j = 0; j < hazard.coefficients().length; j++) {
      risk += hazard.coefficients()[j] * set.features()[j][row];
    }
    return risk;
  }

  private static HazardRegression fit(TrainingSet set, ChronologicalSplit fold) {
    double[][] columns =
        Arrays.stream(set.features())
            .map(column -> LabelledRows.pick(column, fold.train()))
            .toArray(double[][]::new);
    HazardRows rows =
        HazardRows.of(
            columns,
            LabelledRows.pick(set.label("duration_seconds"), fold.train()),
            LabelledRows.pick(set.label("event"), fold.train()),
            60,
            INTERVALS);
    return HazardRegression.fit(rows, 0.1, 1e-3, 1);
  }
}
