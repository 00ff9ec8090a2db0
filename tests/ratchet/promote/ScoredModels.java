package ratchet.promote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import ratchet.data.training.TrainingSet;
import ratchet.features.Features;
import ratchet.features.GoldenInputs;
import ratchet.features.Scorer;
import ratchet.model.AlphaModel;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.Provenance;

/** Alpha rows drawn from a known truth, and models that know it more or less well. */
final class ScoredModels {
  static final Instant START = PromotionFixture.NOW.minus(Duration.ofDays(20));
  private static final double[] TRUTH = {-1, 3, -2, 2, 1, -3, 2, 0, 0, 0, 0};

  private ScoredModels() {}

  /** A row every ten minutes from {@link #START} on. */
  static TrainingSet rows(int count, long seed) {
    Features features = Features.of(ModelName.ALPHA);
    int width = features.names().size();
    Random random = new Random(seed);
    double[][] columns = new double[width][count];
    double[][] labels = new double[2][count];
    long[] decisions = new long[count];
    long[] ends = new long[count];
    String[] keys = new String[count];
    for (int row = 0; row < count; row++) {
      double logOdds = 0;
      for (int j = 0; j < width; j++) {
        columns[j][row] = j == 0 ? 1 : random.nextDouble();
        logOdds += TRUTH[j] * columns[j][row];
      }
      labels[0][row] = random.nextDouble() < Scorer.sigmoid(logOdds) ? 1 : 0;
      labels[1][row] = labels[0][row];
      decisions[row] = START.plus(Duration.ofMinutes(10L * row)).toEpochMilli();
      ends[row] = decisions[row] + Duration.ofHours(1).toMillis();
      keys[row] = "mint" + row;
    }
    return new TrainingSet(
        ModelName.ALPHA,
        List.of("y_payoff_10m", "y_payoff_60m"),
        List.of(),
        features.names(),
        decisions,
        ends,
        List.of(keys),
        labels,
        new double[0][],
        columns,
        Map.of("rows", (long) count),
        START,
        PromotionFixture.NOW);
  }

  /**
   * @param sign 1 for what is true, -1 for the opposite
   * @param noise added to each weight, by a fixed pattern
   * @param auc what its own file claims
   * @param heldOutFrom empty for a file without provenance
   */
  static byte[] model(double sign, double noise, double auc, Optional<Instant> heldOutFrom) {
    List<Double> weights = new ArrayList<>();
    for (int j = 0; j < TRUTH.length; j++) {
      weights.add(sign * TRUTH[j] + (j % 2 == 0 ? noise : -noise));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc_10m", auc);
    metrics.put("precision_at_50_60m", 0.6);
    metrics.put("train_size_10m", 900.0);
    ModelHeader header =
        new ModelHeader(
            PromotionFixture.YESTERDAY,
            "ok",
            Features.of(ModelName.ALPHA).names(),
            new Metrics(metrics),
            Map.of(),
            List.of(),
            List.of(),
            heldOutFrom.map(ScoredModels::provenance));
    AlphaModel.Horizon horizon = new AlphaModel.Horizon(weights, "ok", Metrics.NONE, Map.of());
    Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>();
    horizons.put("10m", horizon);
    horizons.put("60m", horizon);
    return ModelWriter.write(GoldenInputs.stamp(new AlphaModel(header, horizons)));
  }

  private static Provenance provenance(Instant heldOutFrom) {
    return new Provenance(
        START,
        PromotionFixture.NOW,
        Map.of("rows", 1L),
        "0".repeat(64),
        Features.of(ModelName.ALPHA).schemaSha256(),
        Map.of(),
        42,
        heldOutFrom.minus(Duration.ofHours(2)),
        heldOutFrom,
        "0.1.0",
        "17",
        "train_alpha",
        Optional.empty());
  }
}
