package ratchet.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.statistics.ProbabilityMetrics;
import ratchet.statistics.RankMetrics;
import ratchet.train.solver.LogisticRegression;
import ratchet.train.solver.TrainingRows;

/**
 * Probabilities of a logistic model for the holdout of each walk-forward fold, fitted on the rows
 * before it. Only these predictions of training rows were made without using their labels.
 */
record FoldPredictions(List<Fold> folds) {
  /**
   * @param probabilities by row of the fold
   * @param labels by row of the fold
   */
  record Fold(double[] probabilities, double[] labels) {}

  /** Leaves out folds that have too few training rows, or no row to evaluate. */
  static Supplier<FoldPredictions> begin(TrainingData data, String label, double inversePenalty) {
    Supplier<List<Fold>> folds =
        data.beginFolds(split -> fold(split.train(label), split.holdout(label), inversePenalty));
    return () -> new FoldPredictions(folds.get());
  }

  private static Optional<Fold> fold(TrainingRows train, TrainingRows test, double inversePenalty) {
    long positives = train.positives();
    long minority = Math.min(positives, train.rowCount() - positives);
    if (train.rowCount() < SampleRequirements.MIN_ROWS
        || minority < SampleRequirements.MIN_MINORITY
        || test.rowCount() == 0) {
      return Optional.empty();
    }
    double[] values = test.dots(LogisticRegression.fit(train, inversePenalty, 1).weights());
    for (int i = 0; i < values.length; i++) {
      values[i] = Scorer.sigmoid(values[i]);
    }
    return Optional.of(new Fold(values, test.labelVector()));
  }

  /** A copy with probabilities limited to bounds, as a runtime serves them. */
  FoldPredictions clamped(double lowest, double highest) {
    return new FoldPredictions(
        folds.stream()
            .map(
                fold ->
                    new Fold(
                        Arrays.stream(fold.probabilities)
                            .map(value -> Features.clamp(value, lowest, highest))
                            .toArray(),
                        fold.labels))
            .toList());
  }

  /** The rows of all folds in one fold. */
  Fold pooled() {
    return new Fold(
        folds.stream().flatMapToDouble(fold -> Arrays.stream(fold.probabilities)).toArray(),
        folds.stream().flatMapToDouble(fold -> Arrays.stream(fold.labels)).toArray());
  }

  double[] auc() {
    return folds.stream()
        .map(fold -> RankMetrics.auc(fold.probabilities, fold.labels))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .toArray();
  }

  double[] brier() {
    return figures(fold -> mean(ProbabilityMetrics.squaredErrors(fold.probabilities, fold.labels)));
  }

  double[] logLoss() {
    return figures(fold -> mean(ProbabilityMetrics.logLosses(fold.probabilities, fold.labels)));
  }

  private double[] figures(ToDoubleFunction<Fold> figure) {
    return folds.stream().mapToDouble(figure).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
