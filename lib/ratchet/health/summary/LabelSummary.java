package ratchet.health.summary;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import ratchet.data.training.ChronologicalSplit;

/**
 * Summary of one two-class label.
 *
 * @param all all rows by class
 * @param train training rows by class
 * @param holdout holdout rows by class
 * @param bestFeature the feature that alone predicts the label best, in either direction; empty
 *     when a class is missing
 * @param bestAuc its area under the ROC curve (AUC), or 1 − AUC if that is larger; accurate to the
 *     width of a cell
 * @param rate rate of the label over time
 */
public record LabelSummary(
    ClassCounts all,
    ClassCounts train,
    ClassCounts holdout,
    String bestFeature,
    OptionalDouble bestAuc,
    LabelRate rate) {
  /**
   * @param rows the rows, at least one
   * @param index index of the label among the labels of the rows
   * @param features feature names in the order of the vector
   */
  static LabelSummary of(
      PackedRows rows, String label, int index, List<String> features, ChronologicalSplit.Cut cut) {
    long[][] classes = new long[ChronologicalSplit.Part.values().length][2];
    // by feature, class and cell
    long[][][] cells = new long[features.size()][2][FeatureCells.COUNT];
    rows.rewind();
    while (rows.next()) {
      int own = rows.label(index);
      if (own == 0 || own == 1) {
        classes[rows.part(cut).ordinal()][own]++;
        for (int j = 0; j < cells.length; j++) {
          cells[j][own][rows.cell(j)]++;
        }
      }
    }
    String best = "";
    OptionalDouble bestAuc = OptionalDouble.empty();
    for (int j = 0; j < cells.length; j++) {
      OptionalDouble auc = auc(cells[j][0], cells[j][1]);
      if (auc.isPresent() && auc.getAsDouble() > bestAuc.orElse(0)) {
        bestAuc = auc;
        best = features.get(j);
      }
    }
    return new LabelSummary(
        new ClassCounts(sum(classes, 0), sum(classes, 1)),
        counts(classes, ChronologicalSplit.Part.TRAIN),
        counts(classes, ChronologicalSplit.Part.HOLDOUT),
        best,
        bestAuc,
        LabelRate.of(rows, label, index));
  }

  private static long sum(long[][] classes, int own) {
    return Arrays.stream(classes).mapToLong(part -> part[own]).sum();
  }

  private static ClassCounts counts(long[][] classes, ChronologicalSplit.Part part) {
    return new ClassCounts(classes[part.ordinal()][0], classes[part.ordinal()][1]);
  }

  /** Like {@code RankMetrics.auc}, but from counts, and the larger of both directions. */
  private static OptionalDouble auc(long[] zeros, long[] ones) {
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
