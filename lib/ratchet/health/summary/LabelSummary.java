package ratchet.health.summary;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import ratchet.data.training.ChronologicalSplit;

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
public record LabelSummary(
    ClassCounts all,
    ClassCounts train,
    ClassCounts holdout,
    String tellingFeature,
    OptionalDouble tellingAuc,
    LabelRate rate) {
  /**
   * @param rows at least one
   * @param index of the label among those of the rows
   * @param features in the order of the vector
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

  /** As {@code RankMetrics.auc}, from counts, the larger of both directions. */
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
