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
 * Probabilities that a logistic model gives to each walk-forward fold's holdout when it is fitted
 * on what came before: the only predictions of training rows that were made without their labels.
 */
record FoldPredictions(List<Fold> folds) {
  /**
   * @param probabilities by row of the fold
   * @param labels by row of the fold
   */
  record Fold(double[] probabilities, double[] labels) {}

  /** Folds whose training rows do not suffice, or that have no row to judge, are left out. */
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

  /** The same with probabilities kept within bounds, as a runtime serves them. */
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

  /** All folds as one. */
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
