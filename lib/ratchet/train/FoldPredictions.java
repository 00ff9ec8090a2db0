package ratchet.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import ratchet.data.ChronologicalSplit;
import ratchet.data.TrainingSet;
import ratchet.evaluate.ProbabilityMetrics;
import ratchet.evaluate.RankMetrics;
import ratchet.features.Features;
import ratchet.features.Scorer;

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
  static FoldPredictions of(TrainingData data, String label, double inversePenalty) {
    List<Fold> folds = new ArrayList<>();
    TrainingSet set = data.set();
    for (ChronologicalSplit split : data.folds()) {
      LabelledRows train = LabelledRows.of(set, split.train(), label);
      LabelledRows test = LabelledRows.of(set, split.holdout(), label);
      int minority = Math.min(train.positives(), train.size() - train.positives());
      if (train.size() >= Sufficiency.MIN_ROWS
          && minority >= Sufficiency.MIN_MINORITY
          && test.size() > 0) {
        Fit fit =
            LogisticRegression.fit(
                train.columns(), train.labels(), inversePenalty, data.options().threads());
        folds.add(new Fold(probabilities(fit.weights(), test.columns()), test.labels()));
      }
    }
    return new FoldPredictions(List.copyOf(folds));
  }

  /** {@code sigmoid(w·x)} by row. */
  private static double[] probabilities(double[] weights, double[][] columns) {
    double[] values = new double[columns[0].length];
    for (int j = 0; j < weights.length; j++) {
      for (int i = 0; i < values.length; i++) {
        values[i] += weights[j] * columns[j][i];
      }
    }
    return Arrays.stream(values).map(Scorer::sigmoid).toArray();
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
