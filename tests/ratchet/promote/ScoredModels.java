package ratchet.promote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.ChronologicalSplit.LabelTiming;
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
import ratchet.statistics.RankMetrics;

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

  /** What every test scores on unless it says otherwise. */
  static final TrainingSet ROWS = rows(2_000, 1);

  /** The first rows of {@link #ROWS}, which were there earlier; the data ends with them. */
  static TrainingSet first(int count) {
    return rows(ROWS, count);
  }

  private static TrainingSet rows(TrainingSet all, int count) {
    return new TrainingSet(
        all.model(),
        all.labelNames(),
        all.outcomeNames(),
        all.featureNames(),
        Arrays.copyOf(all.decisionMs(), count),
        Arrays.copyOf(all.labelEndMs(), count),
        all.keys().subList(0, count),
        columns(all.labels(), count),
        new double[0][],
        columns(all.features(), count),
        Map.of("rows", (long) count),
        all.dataFrom(),
        Instant.ofEpochMilli(all.decisionMs()[count - 1]));
  }

  private static double[][] columns(double[][] all, int count) {
    return Arrays.stream(all).map(column -> Arrays.copyOf(column, count)).toArray(double[][]::new);
  }

  /**
   * A model whose file tells the truth of {@link #ROWS}.
   *
   * @param sign 1 for what is true, -1 for the opposite
   * @param noise added to each weight, by a fixed pattern
   * @param heldOutFrom empty for a file without provenance
   */
  static byte[] model(double sign, double noise, Optional<Instant> heldOutFrom) {
    return claiming(sign, noise, heldOutFrom, Map.of());
  }

  /**
   * The same with other claims.
   *
   * @param claims metrics in place of the true ones
   */
  static byte[] claiming(
      double sign, double noise, Optional<Instant> heldOutFrom, Map<String, Double> claims) {
    List<Double> weights = new ArrayList<>();
    for (int j = 0; j < TRUTH.length; j++) {
      weights.add(sign * TRUTH[j] + (j % 2 == 0 ? noise : -noise));
    }
    Map<String, Double> metrics =
        honest(weights, heldOutFrom.orElse(START.plus(Duration.ofMinutes(8_000))));
    metrics.putAll(claims);
    return file(weights, metrics, heldOutFrom);
  }

  /** Metrics of the holdout of {@link #ROWS}, and how many of them were fitted. */
  private static Map<String, Double> honest(List<Double> weights, Instant heldOutFrom) {
    ChronologicalSplit.Cut cut =
        ChronologicalSplit.Cut.of(heldOutFrom.toEpochMilli(), LabelTiming.of(ModelName.ALPHA));
    List<Double> scores = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    double fitted = 0;
    for (int row = 0; row < ROWS.size(); row++) {
      ChronologicalSplit.Part part = cut.part(ROWS.decisionMs()[row], ROWS.labelEndMs()[row]);
      if (part == ChronologicalSplit.Part.TRAIN) {
        fitted++;
      } else if (part == ChronologicalSplit.Part.HOLDOUT) {
        double logOdds = 0;
        for (int j = 0; j < TRUTH.length; j++) {
          logOdds += weights.get(j) * ROWS.features()[j][row];
        }
        scores.add(
            Features.clamp(Scorer.sigmoid(logOdds), Scorer.ALPHA_LOWEST, Scorer.ALPHA_HIGHEST));
        labels.add(ROWS.labels()[0][row]);
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc_10m", RankMetrics.auc(array(scores), array(labels)).getAsDouble());
    RankMetrics.precisionAt(50, array(scores), array(labels))
        .ifPresent(precision -> metrics.put("precision_at_50_60m", precision));
    metrics.put("train_size_10m", fitted);
    return metrics;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static byte[] file(
      List<Double> weights, Map<String, Double> metrics, Optional<Instant> heldOutFrom) {
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
        Map.of(),
        "0".repeat(64),
        Features.of(ModelName.ALPHA).schemaSha256(),
        Map.of(),
        42,
        heldOutFrom.minus(Duration.ofHours(2)),
        heldOutFrom,
        "0.1.0",
        "17",
        "train_alpha",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
