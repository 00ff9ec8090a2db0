package ratchet.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.RugGuardModel;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.RankedRows;
import ratchet.train.solver.Fit;
import ratchet.train.solver.LabelledRows;
import ratchet.train.solver.LogisticRegression;
import ratchet.train.solver.TrainingRows;

/**
 * RugGuard: a {@link LogisticRegression} of {@code label_rug} with C = 2, and the threshold that
 * gives the best F1 on walk-forward predictions within the training rows. The holdout that
 * evaluates the threshold is not used to choose it.
 */
final class RugGuardTrainer implements Trainer {
  static final double INVERSE_PENALTY = 2;
  private static final double NEUTRAL_THRESHOLD = 0.5;
  private static final String LABEL = "label_rug";

  @Override
  public Map<String, Double> hyperParameters(TrainOptions options) {
    return Map.of("inverse_penalty", INVERSE_PENALTY);
  }

  @Override
  public FittedModel fit(TrainingData data, ModelHeader header) {
    TrainingRows rows = data.train(LABEL);
    SampleRequirements.requireClasses(rows, LABEL);
    Supplier<Fit> begun = data.begin(() -> LogisticRegression.fit(rows, INVERSE_PENALTY, 1));
    Supplier<FoldPredictions> folds = data.foldPredictions(LABEL, INVERSE_PENALTY);
    Fit fit = begun.get();
    PlattScaling platt =
        PlattScaling.choose(
            data.options().calibration(), LABEL, "", folds, UnaryOperator.identity());
    FoldPredictions.Fold known = folds.get().pooled();
    Optional<Double> best =
        DecisionThreshold.best(platt.probabilities(known.probabilities()), known.labels());
    List<String> issues = new ArrayList<>(platt.issue().stream().toList());
    if (best.isEmpty()) {
      issues.add("the threshold is 0.5: no walk-forward fold has rugs to choose it by");
    }
    return new FittedModel(
        new RugGuardModel(
            header,
            WeightConversion.list(platt.weights(fit.weights())),
            best.orElse(NEUTRAL_THRESHOLD)),
        Map.of("rug", fit),
        issues,
        platt.learned());
  }

  @Override
  public void evaluate(ModelFile model, TrainingData data, MetricCollector collector) {
    data.write(collector, List.of(part -> evaluate((RugGuardModel) model, data, part)));
  }

  private static void evaluate(RugGuardModel model, TrainingData data, MetricCollector collector) {
    Scorer scorer = Scorer.of(model);
    LabelledRows holdout = data.holdout(LABEL);
    RankedRows rows =
        RankedRows.of(
            WeightConversion.served(scorer, holdout, score -> ((Score.RugGuard) score).rugProb()),
            holdout.labelVector());
    ClusteredRows clusters = data.clusters(holdout);
    BinaryMetrics metrics = new BinaryMetrics(rows, clusters, "", collector);
    metrics.auc();
    decisions(
        new DecisionIntervals(model.threshold(), rows.scores(), rows.labels(), clusters),
        collector);
    metrics.brier("holdout_effective");
    metrics.logLoss("logloss");
    metrics.calibration(data.options().seed());
    TrainingRows train = data.train(LABEL);
    collector.put("train_size", train.rowCount());
    collector.put("holdout_size", holdout.size());
    collector.put("positives", holdout.positives());
    collector.put("positives_train", train.positives());
    FoldPredictions folds = data.foldPredictions(LABEL, INVERSE_PENALTY).get();
    WalkForward.summarise("auc", folds.auc(), collector);
    WalkForward.summarise("brier", folds.brier(), collector);
  }

  private static void decisions(DecisionIntervals intervals, MetricCollector collector) {
    ConfusionCounts made =
        ConfusionCounts.of(intervals.threshold(), intervals.probabilities(), intervals.labels());
    collector.put(
        "f1",
        ConfusionCounts.defined(made.f1()),
        intervals.f1(),
        "no rug and no veto in the holdout");
    collector.put(
        "precision",
        ConfusionCounts.defined(made.precision()),
        intervals.precision(),
        "nothing in the holdout reaches the threshold");
    collector.put(
        "recall",
        ConfusionCounts.defined(made.recall()),
        intervals.recall(),
        "the holdout has no rug");
  }

  @Override
  public Map<String, Long> sampleSizes(MetricCollector collector) {
    return WeightConversion.sizes(collector.count("train_size"), collector.count("holdout_size"));
  }

  @Override
  public ModelFile blank(ModelHeader header, TrainOptions options) {
    return new RugGuardModel(header, WeightConversion.zero(header), NEUTRAL_THRESHOLD);
  }
}
