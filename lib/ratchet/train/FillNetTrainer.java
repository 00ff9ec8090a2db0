package ratchet.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import ratchet.data.ChronologicalSplit;
import ratchet.data.TrainingSet;
import ratchet.evaluate.Interval;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.FillNetModel;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;

/**
 * FillNet: a {@link LogisticRegression} of {@code y_fill} with C = 5 and, on filled attempts only,
 * a {@link RidgeRegression} with λ = 5 of {@code y_slip_bps} and of {@code y_ttl_ms}.
 *
 * <p>Slippage and time are judged as they are served: rounded, and not below 1 bps and 50 ms.
 */
final class FillNetTrainer implements Trainer {
  static final double INVERSE_PENALTY = 5;
  static final double RIDGE_PENALTY = 5;

  /** A slippage below this would make a relative error of nothing. */
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
    LabelledRows fills = data.train(FILL);
    Sufficiency.requireClasses(fills, FILL);
    LabelledRows slips = data.train(SLIPPAGE);
    Sufficiency.requireVariation(slips, SLIPPAGE);
    LabelledRows times = data.train(TIME);
    Sufficiency.requireVariation(times, TIME);
    int threads = data.options().threads();
    Map<String, Fit> fits = new LinkedHashMap<>();
    fits.put(
        "fill", LogisticRegression.fit(fills.columns(), fills.labels(), INVERSE_PENALTY, threads));
    fits.put("slip", RidgeRegression.fit(slips.columns(), slips.labels(), RIDGE_PENALTY, threads));
    fits.put("time", RidgeRegression.fit(times.columns(), times.labels(), RIDGE_PENALTY, threads));
    PlattScaling platt =
        PlattScaling.choose(
            data.options().calibration(),
            FILL,
            "",
            data.foldPredictions(FILL, INVERSE_PENALTY),
            UnaryOperator.identity());
    return new FittedModel(
        new FillNetModel(
            header,
            Weights.list(platt.weights(fits.get("fill").weights())),
            Weights.list(fits.get("slip").weights()),
            Weights.list(fits.get("time").weights())),
        fits,
        platt.issue().stream().toList(),
        platt.learned());
  }

  @Override
  public void evaluate(ModelFile model, TrainingData data, MetricBook book) {
    Scorer scorer = Scorer.of(model);
    LabelledRows fills = data.holdout(FILL);
    double[] probabilities =
        Weights.scores(fills, vector -> ((Score.FillNet) scorer.score(vector)).pFill());
    BinaryMetrics metrics = new BinaryMetrics(probabilities, fills.labels(), "", book);
    metrics.brier();
    metrics.logLoss("pfill_logloss");
    metrics.auc();
    metrics.calibration(data.options().seed());
    slippage(scorer, data.holdout(SLIPPAGE), book);
    LabelledRows times = data.holdout(TIME);
    mean(
        "ttl_mae",
        absoluteErrors(
            times, Weights.scores(times, v -> ((Score.FillNet) scorer.score(v)).expTimeMs())),
        book);
    sizes("fill", FILL, data, book);
    sizes("slip", SLIPPAGE, data, book);
    sizes("ttl", TIME, data, book);
    book.put("positives_fill", fills.positives());
    FoldPredictions folds = data.foldPredictions(FILL, INVERSE_PENALTY);
    WalkForward.summarise("auc", folds.auc(), book);
    WalkForward.summarise("brier", folds.brier(), book);
    WalkForward.summarise("pfill_logloss", folds.logLoss(), book);
    WalkForward.summarise("slip_mae", slippageFolds(data), book);
  }

  private static void slippage(Scorer scorer, LabelledRows rows, MetricBook book) {
    double[] errors =
        absoluteErrors(
            rows, Weights.scores(rows, v -> ((Score.FillNet) scorer.score(v)).expSlipBps()));
    mean("slip_mae", errors, book);
    double[] relative = new double[errors.length];
    for (int i = 0; i < errors.length; i++) {
      relative[i] = errors[i] / Math.max(Math.abs(rows.labels()[i]), SMALLEST_SLIPPAGE_BPS);
    }
    mean("slip_mape", relative, book);
  }

  private static double[] absoluteErrors(LabelledRows rows, double[] served) {
    double[] errors = new double[served.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(served[i] - rows.labels()[i]);
    }
    return errors;
  }

  private static void mean(String name, double[] losses, MetricBook book) {
    Optional<Interval> interval = MeanInterval.of(losses);
    OptionalDouble mean =
        losses.length == 1
            ? OptionalDouble.of(losses[0])
            : interval
                .map(found -> OptionalDouble.of(found.estimate()))
                .orElse(OptionalDouble.empty());
    book.put(name, mean, interval, NO_FILLS);
  }

  private static void sizes(String suffix, String label, TrainingData data, MetricBook book) {
    book.put("train_size_" + suffix, data.trainSize(label));
    book.put("holdout_size_" + suffix, data.holdoutSize(label));
  }

  /** Mean absolute error of the served slippage, by fold. */
  private static double[] slippageFolds(TrainingData data) {
    List<Double> means = new ArrayList<>();
    TrainingSet set = data.set();
    for (ChronologicalSplit fold : data.folds()) {
      LabelledRows train = LabelledRows.of(set, fold.train(), SLIPPAGE);
      LabelledRows test = LabelledRows.of(set, fold.holdout(), SLIPPAGE);
      if (train.size() >= Sufficiency.MIN_ROWS && test.size() > 1) {
        Fit fit =
            RidgeRegression.fit(
                train.columns(), train.labels(), RIDGE_PENALTY, data.options().threads());
        double[] served =
            Weights.scores(test, v -> Math.max(1, Math.round(Weights.dot(fit.weights(), v))));
        MeanInterval.of(absoluteErrors(test, served)).ifPresent(mean -> means.add(mean.estimate()));
      }
    }
    return means.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Map<String, Long> sampleSizes(MetricBook book) {
    return Weights.sizes(book.count("train_size_fill"), book.count("holdout_size_fill"));
  }

  @Override
  public ModelFile blank(ModelHeader header, TrainOptions options) {
    List<Double> zero = Weights.zero(header);
    return new FillNetModel(header, zero, zero, zero);
  }
}
