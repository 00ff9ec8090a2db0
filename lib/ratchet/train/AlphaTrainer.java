package ratchet.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.AlphaModel;
import ratchet.model.Metrics;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.statistics.RankedRows;
import ratchet.train.solver.Fit;
import ratchet.train.solver.LabelledRows;
import ratchet.train.solver.LogisticRegression;
import ratchet.train.solver.TrainingRows;

/**
 * The alpha ranker: for each horizon a {@link LogisticRegression} of {@code y_payoff_<horizon>}
 * with C = 2. Both horizons must be estimable, because a file with one horizon would also be served
 * for the other.
 */
final class AlphaTrainer implements Trainer {
  static final double INVERSE_PENALTY = 2;
  private static final List<String> HORIZONS = List.of("10m", "60m");

  @Override
  public Map<String, Double> hyperParameters(TrainOptions options) {
    return Map.of("inverse_penalty", INVERSE_PENALTY);
  }

  @Override
  public FittedModel fit(TrainingData data, ModelHeader header) {
    Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>();
    Map<String, Fit> fits = new LinkedHashMap<>();
    List<String> issues = new ArrayList<>();
    Map<String, Double> learned = new LinkedHashMap<>();
    Map<String, Supplier<Fit>> begun = new LinkedHashMap<>();
    for (String horizon : HORIZONS) {
      TrainingRows rows = data.train(label(horizon));
      SampleRequirements.requireClasses(rows, label(horizon));
      begun.put(horizon, data.begin(() -> LogisticRegression.fit(rows, INVERSE_PENALTY, 1)));
      data.foldPredictions(label(horizon), INVERSE_PENALTY);
    }
    for (String horizon : HORIZONS) {
      Fit fit = begun.get(horizon).get();
      fits.put(horizon, fit);
      PlattScaling platt =
          PlattScaling.choose(
              data.options().calibration(),
              label(horizon),
              "_" + horizon,
              data.foldPredictions(label(horizon), INVERSE_PENALTY),
              AlphaTrainer::served);
      platt.issue().ifPresent(issues::add);
      learned.putAll(platt.learned());
      horizons.put(
          horizon,
          new AlphaModel.Horizon(
              WeightConversion.list(platt.weights(fit.weights())),
              header.status(),
              Metrics.NONE,
              Map.of()));
    }
    return new FittedModel(new AlphaModel(header, horizons), fits, issues, learned);
  }

  private static FoldPredictions served(FoldPredictions folds) {
    return folds.clamped(Scorer.ALPHA_LOWEST, Scorer.ALPHA_HIGHEST);
  }

  private static String label(String horizon) {
    return "y_payoff_" + horizon;
  }

  @Override
  public void evaluate(ModelFile model, TrainingData data, MetricCollector collector) {
    Scorer scorer = Scorer.of(model);
    data.write(
        collector,
        HORIZONS.stream()
            .<Consumer<MetricCollector>>map(
                horizon -> part -> evaluate(scorer, horizon, data, part))
            .toList());
  }

  private static void evaluate(
      Scorer scorer, String horizon, TrainingData data, MetricCollector collector) {
    String suffix = "_" + horizon;
    TrainingRows train = data.train(label(horizon));
    LabelledRows holdout = data.holdout(label(horizon));
    double[] probabilities =
        WeightConversion.served(
            scorer, holdout, score -> ((Score.Alpha) score).byHorizon().get(horizon));
    BinaryMetrics metrics =
        new BinaryMetrics(
            RankedRows.of(probabilities, holdout.labelVector()),
            data.clusters(holdout),
            suffix,
            collector);
    metrics.auc();
    metrics.precisionAt50();
    metrics.brier("holdout_effective" + suffix);
    metrics.logLoss("logloss");
    metrics.calibration(data.options().seed());
    collector.put("train_size" + suffix, train.rowCount());
    collector.put("holdout_size" + suffix, holdout.size());
    collector.put("positives" + suffix, holdout.positives());
    collector.put("positives" + suffix + "_train", train.positives());
    FoldPredictions folds = served(data.foldPredictions(label(horizon), INVERSE_PENALTY).get());
    WalkForward.summarise("auc" + suffix, folds.auc(), collector);
    WalkForward.summarise("logloss" + suffix, folds.logLoss(), collector);
  }

  @Override
  public Map<String, Long> sampleSizes(MetricCollector collector) {
    return WeightConversion.sizes(
        Math.max(collector.count("train_size_10m"), collector.count("train_size_60m")),
        Math.max(collector.count("holdout_size_10m"), collector.count("holdout_size_60m")));
  }

  /** Copies the metrics of each horizon into the horizon, under names without the horizon. */
  @Override
  public ModelFile finish(ModelFile model, ModelHeader header) {
    Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>();
    ((AlphaModel) model)
        .horizons()
        .forEach((name, horizon) -> horizons.put(name, finish(name, horizon, header)));
    return new AlphaModel(header, horizons);
  }

  private static AlphaModel.Horizon finish(
      String name, AlphaModel.Horizon horizon, ModelHeader header) {
    Map<String, Double> own = new LinkedHashMap<>();
    header
        .metrics()
        .values()
        .forEach(
            (metric, value) -> {
              if (metric.contains("_" + name)) {
                own.put(metric.replace("_" + name, ""), value);
              }
            });
    Map<String, Long> sizes =
        WeightConversion.sizes(
            own.remove("train_size").longValue(), own.remove("holdout_size").longValue());
    return new AlphaModel.Horizon(horizon.weights(), header.status(), new Metrics(own), sizes);
  }

  @Override
  public ModelFile blank(ModelHeader header, TrainOptions options) {
    Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>();
    for (String horizon : HORIZONS) {
      horizons.put(
          horizon,
          new AlphaModel.Horizon(
              WeightConversion.zero(header),
              header.status(),
              Metrics.NONE,
              WeightConversion.sizes(0, 0)));
    }
    return new AlphaModel(header, horizons);
  }
}
