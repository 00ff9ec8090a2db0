package ratchet.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.FillNetModel;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.RankedRows;
import ratchet.train.solver.Fit;
import ratchet.train.solver.LabelledRows;
import ratchet.train.solver.LogisticRegression;
import ratchet.train.solver.RidgeRegression;
import ratchet.train.solver.TrainingRows;

/**
 * FillNet: a {@link LogisticRegression} of {@code y_fill} with C = 5 and, on filled attempts only,
 * a {@link RidgeRegression} with λ = 5 of {@code y_slip_bps} and of {@code y_ttl_ms}.
 *
 * <p>Slippage and time are evaluated as they are served: rounded, and not below 1 bps and 50 ms.
 */
final class FillNetTrainer implements Trainer {
  static final double INVERSE_PENALTY = 5;
  static final double RIDGE_PENALTY = 5;

  /** Smallest denominator of a relative error: near 0 a relative error has no meaning. */
  private static final double SMALLEST_SLIPPAGE_BPS = 10;

  private static final String FILL = "y_fill";
  private static final String SLIPPAGE = "y_slip_bps";
  private static final String TIME = "y_ttl_ms";
  private static final String NO_FILLS = "the holdout has no filled attempt";

  @Override
  public Map<String, Double> hyperParameters(TrainOptions options) {
    return Map.of("inverse_penalty", INVERSE_PENALTY, "ridge_penalty", RIDGE_PENALTY);
  }

  @Override
  public FittedModel fit(TrainingData data, ModelHeader header) {
    TrainingRows fills = data.train(FILL);
    SampleRequirements.requireClasses(fills, FILL);
    Supplier<Fit> fill = data.begin(() -> LogisticRegression.fit(fills, INVERSE_PENALTY, 1));
    Supplier<Fit> slip = beginRidge(data, SLIPPAGE);
    Supplier<Fit> time = beginRidge(data, TIME);
    Supplier<FoldPredictions> folds = data.foldPredictions(FILL, INVERSE_PENALTY);
    Map<String, Fit> fits = new LinkedHashMap<>();
    fits.put("fill", fill.get());
    fits.put("slip", slip.get());
    fits.put("time", time.get());
    PlattScaling platt =
        PlattScaling.choose(
            data.options().calibration(), FILL, "", folds, UnaryOperator.identity());
    return new FittedModel(
        new FillNetModel(
            header,
            WeightConversion.list(platt.weights(fits.get("fill").weights())),
            WeightConversion.list(fits.get("slip").weights()),
            WeightConversion.list(fits.get("time").weights())),
        fits,
        platt.issue().stream().toList(),
        platt.learned());
  }

  private static Supplier<Fit> beginRidge(TrainingData data, String label) {
    TrainingRows rows = data.train(label);
    SampleRequirements.requireVariation(rows, label);
    return data.begin(() -> RidgeRegression.fit(rows, RIDGE_PENALTY, 1));
  }

  @Override
  public void evaluate(ModelFile model, TrainingData data, MetricCollector collector) {
    Scorer scorer = Scorer.of(model);
    LabelledRows fills = data.holdout(FILL);
    Supplier<RankedRows> ranked =
        data.begin(
            () ->
                RankedRows.of(
                    WeightConversion.served(
                        scorer, fills, score -> ((Score.FillNet) score).pFill()),
                    fills.labelVector()));
    ClusteredRows attempts = data.clusters(fills);
    Supplier<List<Double>> slippageFolds = data.beginFolds(fold -> slippageError(fold));
    data.write(
        collector,
        List.of(
            part -> probabilities(new BinaryMetrics(ranked.get(), attempts, "", part)),
            part ->
                new BinaryMetrics(ranked.get(), attempts, "", part)
                    .calibration(data.options().seed()),
            part -> slippage(scorer, data, part),
            part -> time(scorer, data, part),
            part -> sizes(data, part),
            part -> walkForward(data.foldPredictions(FILL, INVERSE_PENALTY).get(), part),
            part -> WalkForward.summarise("slip_mae", array(slippageFolds.get()), part)));
  }

  private static void probabilities(BinaryMetrics metrics) {
    metrics.brier("holdout_effective_fill");
    metrics.logLoss("pfill_logloss");
    metrics.auc();
  }

  private static void slippage(Scorer scorer, TrainingData data, MetricCollector collector) {
    LabelledRows rows = data.holdout(SLIPPAGE);
    ClusteredRows clusters = data.clusters(rows);
    double[] served =
        WeightConversion.served(scorer, rows, score -> ((Score.FillNet) score).expSlipBps());
    double[] errors = absoluteErrors(rows.labelVector(), served);
    mean("slip_mae", errors, clusters, collector)
        .ifPresent(mae -> collector.put("holdout_effective_slip", mae.effectiveRows()));
    double[] relative = new double[errors.length];
    for (int i = 0; i < errors.length; i++) {
      relative[i] = errors[i] / Math.max(Math.abs(rows.label(i)), SMALLEST_SLIPPAGE_BPS);
    }
    mean("slip_mape", relative, clusters, collector);
  }

  private static void time(Scorer scorer, TrainingData data, MetricCollector collector) {
    LabelledRows rows = data.holdout(TIME);
    double[] served =
        WeightConversion.served(scorer, rows, score -> ((Score.FillNet) score).expTimeMs());
    mean("ttl_mae", absoluteErrors(rows.labelVector(), served), data.clusters(rows), collector)
        .ifPresent(mae -> collector.put("holdout_effective_ttl", mae.effectiveRows()));
  }

  private static double[] absoluteErrors(double[] labels, double[] served) {
    double[] errors = new double[served.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(served[i] - labels[i]);
    }
    return errors;
  }

  private static Optional<ClusterInterval> mean(
      String name, double[] losses, ClusteredRows rows, MetricCollector collector) {
    Optional<ClusterInterval> interval = MeanInterval.of(losses, rows);
    collector.put(name, Arrays.stream(losses).average(), interval, NO_FILLS);
    return interval;
  }

  private static void sizes(TrainingData data, MetricCollector collector) {
    sizes("fill", FILL, data, collector);
    sizes("slip", SLIPPAGE, data, collector);
    sizes("ttl", TIME, data, collector);
    collector.put("positives_fill", data.holdout(FILL).positives());
  }

  private static void sizes(
      String suffix, String label, TrainingData data, MetricCollector collector) {
    collector.put("train_size_" + suffix, data.train(label).rowCount());
    collector.put("holdout_size_" + suffix, data.holdout(label).size());
  }

  private static void walkForward(FoldPredictions folds, MetricCollector collector) {
    WalkForward.summarise("auc", folds.auc(), collector);
    WalkForward.summarise("brier", folds.brier(), collector);
    WalkForward.summarise("pfill_logloss", folds.logLoss(), collector);
  }

  /** Mean absolute error of the served slippage on a fold's holdout. */
  private static Optional<Double> slippageError(TrainingSource.Fold fold) {
    TrainingRows train = fold.train(SLIPPAGE);
    TrainingRows test = fold.holdout(SLIPPAGE);
    if (train.rowCount() < SampleRequirements.MIN_ROWS || test.rowCount() < 2) {
      return Optional.empty();
    }
    double[] served = test.dots(RidgeRegression.fit(train, RIDGE_PENALTY, 1).weights());
    for (int i = 0; i < served.length; i++) {
      served[i] = Math.max(1, Math.round(served[i]));
    }
    return Optional.of(
        Arrays.stream(absoluteErrors(test.labelVector(), served)).average().orElseThrow());
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Map<String, Long> sampleSizes(MetricCollector collector) {
    return WeightConversion.sizes(
        collector.count("train_size_fill"), collector.count("holdout_size_fill"));
  }

  @Override
  public ModelFile blank(ModelHeader header, TrainOptions options) {
    List<Double> zero = WeightConversion.zero(header);
    return new FillNetModel(header, zero, zero, zero);
  }
}
