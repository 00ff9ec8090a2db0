package ratchet.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.features.Scorer;
import ratchet.model.ModelName;

/**
 * What a reader finds is what was drawn: residuals against the truth have no mean, overall and
 * along every feature. A sum of residuals over its standard deviation is a standard normal; 4.5 is
 * exceeded by chance once in 150,000.
 */
class TruthTest {
  private static final double LIMIT = 4.5;
  private static final GroundTruth TRUTH = GroundTruth.load();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 42})
  void labelsAreDrawnFromTheTruth(long seed) {
    Path file = folder.resolve("trenches.db");
    long live =
        Seeded.seed(file, new SeedPlan(seed, 21, 600, 20_000, Seeded.END))
            .rows()
            .get("exec_outcomes");
    try (Database database = Database.openReadOnly(file)) {
      TrainingSet alpha = read(database, ModelName.ALPHA);
      assertThat(alpha.size()).isGreaterThan(590);
      probabilities(alpha, "y_payoff_10m", TRUTH.payoff10m);
      probabilities(alpha, "y_payoff_60m", TRUTH.payoff60m);
      TrainingSet fills = read(database, ModelName.FILLNET);
      assertThat(fills.size()).isEqualTo((int) live);
      probabilities(fills, "y_fill", TRUTH.fill);
      amounts(fills, "y_slip_bps", TRUTH.slipBps, TRUTH.slipSdBps);
      amounts(fills, "y_ttl_ms", TRUTH.timeMs, TRUTH.timeSdMs);
      TrainingSet rugs = read(database, ModelName.RUGGUARD);
      assertThat(rugs.size()).isGreaterThan(500);
      probabilities(rugs, "label_rug", TRUTH.rug);
      hazards(read(database, ModelName.SURVIVAL));
    }
  }

  @Test
  void bothClassesAndBothEndingsAreCommon() {
    Path file = folder.resolve("trenches.db");
    SeedCopies.copy(new SeedPlan(42, 21, 600, 20_000, Seeded.END), file);
    try (Database database = Database.openReadOnly(file)) {
      assertThat(mean(read(database, ModelName.ALPHA).label("y_payoff_10m"))).isBetween(0.4, 0.7);
      assertThat(mean(read(database, ModelName.ALPHA).label("y_payoff_60m"))).isBetween(0.4, 0.7);
      assertThat(mean(read(database, ModelName.FILLNET).label("y_fill"))).isBetween(0.7, 0.8);
      assertThat(mean(read(database, ModelName.RUGGUARD).label("label_rug"))).isBetween(0.25, 0.45);
      TrainingSet survival = read(database, ModelName.SURVIVAL);
      assertThat(mean(survival.label("event"))).isBetween(0.5, 0.85);
      assertThat(survival.label("duration_seconds")).contains(3600.0);
    }
  }

  private static TrainingSet read(Database database, ModelName model) {
    return TrainingReader.read(database, model, ReadOptions.DEFAULT);
  }

  private static void probabilities(TrainingSet set, String label, double[] weights) {
    double[] labels = set.label(label);
    double[] residuals = new double[labels.length];
    double[] variances = new double[labels.length];
    for (int row = 0; row < labels.length; row++) {
      double p = Scorer.sigmoid(GroundTruth.dot(weights, vector(set, row)));
      residuals[row] = labels[row] - p;
      variances[row] = p * (1 - p);
    }
    checkResiduals(set, label, residuals, variances);
  }

  private static void amounts(TrainingSet set, String label, double[] weights, double sd) {
    double[] labels = set.label(label);
    double[] residuals = new double[labels.length];
    double[] variances = new double[labels.length];
    double squares = 0;
    int count = 0;
    for (int row = 0; row < labels.length; row++) {
      residuals[row] = labels[row] - GroundTruth.dot(weights, vector(set, row));
      variances[row] = sd * sd;
      if (!Double.isNaN(residuals[row])) {
        squares += residuals[row] * residuals[row] / (sd * sd);
        count++;
      }
    }
    checkResiduals(set, label, residuals, variances);
    assertThat((squares - count) / Math.sqrt(2.0 * count)).as(label).isBetween(-LIMIT, LIMIT);
  }

  /** Events against the hazard that was lived through: a martingale with that variance. */
  private static void hazards(TrainingSet set) {
    double[] seconds = set.label("duration_seconds");
    double[] events = set.label("event");
    double[] residuals = new double[events.length];
    double[] variances = new double[events.length];
    for (int row = 0; row < events.length; row++) {
      double fixed = GroundTruth.dot(TRUTH.hazard, vector(set, row));
      int minutes = (int) (seconds[row] / 60) + (events[row] == 1 ? 1 : 0);
      residuals[row] = events[row];
      for (int k = 0; k < minutes; k++) {
        double p = Scorer.sigmoid(TRUTH.hazardBaseline[k] + fixed);
        residuals[row] -= p;
        variances[row] += p * (1 - p);
      }
    }
    checkResiduals(set, "event", residuals, variances);
  }

  private static void checkResiduals(
      TrainingSet set, String label, double[] residuals, double[] variances) {
    for (int j = 0; j < set.featureNames().size(); j++) {
      double sum = 0;
      double variance = 0;
      for (int row = 0; row < residuals.length; row++) {
        if (!Double.isNaN(residuals[row])) {
          double x = set.features()[j][row];
          sum += x * residuals[row];
          variance += x * x * variances[row];
        }
      }
      assertThat(sum / Math.sqrt(variance))
          .as(label + " along " + set.featureNames().get(j))
          .isBetween(-LIMIT, LIMIT);
    }
  }

  private static double[] vector(TrainingSet set, int row) {
    double[] vector = new double[set.featureNames().size()];
    for (int j = 0; j < vector.length; j++) {
      vector[j] = set.features()[j][row];
    }
    return vector;
  }

  private static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return sum / count;
  }
}
