package ratchet.health;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import ratchet.data.ChronologicalSplit;
import ratchet.data.TrainingSet;

/**
 * What there is to say of one two-class label.
 *
 * @param all rows by class
 * @param train the same of the rows to fit
 * @param holdout the same of the holdout
 * @param tellingFeature the feature that alone orders the label best, in either direction; empty
 *     where a class lacks
 * @param tellingAuc its area under the ROC curve, or one less that; to the width of a cell
 * @param rate the label in time
 */
record LabelSummary(
    ClassCounts all,
    ClassCounts train,
    ClassCounts holdout,
    String tellingFeature,
    OptionalDouble tellingAuc,
    LabelRate rate) {
  /**
   * @param set of at least one row
   */
  static LabelSummary of(TrainingSet set, String label, ChronologicalSplit split) {
    String best = "";
    OptionalDouble bestAuc = OptionalDouble.empty();
    for (int j = 0; j < set.featureNames().size(); j++) {
      OptionalDouble auc = auc(set.features()[j], set.label(label));
      if (auc.isPresent() && auc.getAsDouble() > bestAuc.orElse(0)) {
        bestAuc = auc;
        best = set.featureNames().get(j);
      }
    }
    return new LabelSummary(
        ClassCounts.of(set, label, IntStream.range(0, set.size()).toArray()),
        ClassCounts.of(set, label, split.train()),
        ClassCounts.of(set, label, split.holdout()),
        best,
        bestAuc,
        LabelRate.of(set, label));
  }

  /** As {@code RankMetrics.auc}, from counts, the larger of both directions. */
  private static OptionalDouble auc(double[] feature, double[] label) {
    long[] zeros = new long[FeatureCells.COUNT];
    long[] ones = new long[FeatureCells.COUNT];
    for (int row = 0; row < label.length; row++) {
      if (label[row] == 1) {
        ones[FeatureCells.cell(feature[row])]++;
      } else if (label[row] == 0) {
        zeros[FeatureCells.cell(feature[row])]++;
      }
    }
    double wins = 0;
    double onesBelow = 0;
    double zerosBelow = 0;
    for (int cell = 0; cell < FeatureCells.COUNT; cell++) {
      wins += ones[cell] * (zerosBelow + 0.5 * zeros[cell]);
      onesBelow += ones[cell];
      zerosBelow += zeros[cell];
    }
    double auc = wins / onesBelow / zerosBelow;
    return Double.isNaN(auc) ? OptionalDouble.empty() : OptionalDouble.of(Math.max(auc, 1 - auc));
  }
}
