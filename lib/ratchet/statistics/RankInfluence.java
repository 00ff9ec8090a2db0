package ratchet.statistics;

import java.util.Optional;

/** Influence values of figures that rank labelled scores. O(n log n). */
final class RankInfluence {
  private final double[] scores;
  private final double[] labels;
  private final int[] order;
  private final int positives;

  private RankInfluence(double[] scores, double[] labels) {
    this.scores = scores;
    this.labels = labels;
    this.positives = checkedPositives(scores, labels);
    this.order = ArgSort.of(scores);
  }

  static Optional<InfluenceValues> auc(double[] scores, double[] labels) {
    RankInfluence rows = new RankInfluence(scores, labels);
    return rows.hasBothClasses() ? Optional.of(rows.auc()) : Optional.empty();
  }

  static Optional<InfluenceValues> averagePrecision(double[] scores, double[] labels) {
    RankInfluence rows = new RankInfluence(scores, labels);
    return rows.hasBothClasses() ? Optional.of(rows.averagePrecision()) : Optional.empty();
  }

  private boolean hasBothClasses() {
    return positives >= 2 && labels.length - positives >= 2;
  }

  private InfluenceValues auc() {
    int size = order.length;
    double negatives = size - positives;
    double[] values = new double[size];
    double negativesBelow = 0;
    double positivesBelow = 0;
    double wins = 0;
    for (int start = 0; start < size; ) {
      int end = endOfTies(start);
      double tiedPositives = positives(start, end);
      double tiedNegatives = end - start - tiedPositives;
      double ofPositive = (negativesBelow + 0.5 * tiedNegatives) / negatives;
      double ofNegative = (positives - positivesBelow - 0.5 * tiedPositives) / positives;
      wins += tiedPositives * (negativesBelow + 0.5 * tiedNegatives);
      for (int place = start; place < end; place++) {
        values[order[place]] = labels[order[place]] == 1 ? ofPositive : ofNegative;
      }
      positivesBelow += tiedPositives;
      negativesBelow += tiedNegatives;
      start = end;
    }
    double auc = wins / positives / negatives;
    // n/class makes the placement values influence values; the root gives each class the
    // denominator of its own sample variance, as DeLong has it, where rows are independent
    double ofPositive = share(positives) * correction(positives);
    double ofNegative = share(size - positives) * correction(size - positives);
    for (int row = 0; row < size; row++) {
      values[row] = (values[row] - auc) * (labels[row] == 1 ? ofPositive : ofNegative);
    }
    return new InfluenceValues(auc, values);
  }

  private double share(double ofClass) {
    return labels.length / ofClass;
  }

  private double correction(double ofClass) {
    double size = labels.length;
    return Math.sqrt(ofClass / (ofClass - 1) * (size - 1) / size);
  }

  /**
   * With R(s) and Q(s) the shares of positives and of rows from the score s up, the figure is the
   * mean over positives of R/Q. A row adds its own R/Q if it is positive, and to each positive at
   * or below its score (label − R/Q) / Q.
   */
  private InfluenceValues averagePrecision() {
    int size = order.length;
    double share = (double) positives / size;
    double[] values = new double[size];
    double found = positives;
    double inverse = 0;
    double precision = 0;
    double estimate = 0;
    for (int start = 0; start < size; ) {
      int end = endOfTies(start);
      double tied = positives(start, end);
      double from = (double) (size - start) / size;
      double here = found / (size - start);
      inverse += tied / size / from;
      precision += tied / size * here / from;
      estimate += tied * here / positives;
      for (int place = start; place < end; place++) {
        double label = labels[order[place]];
        values[order[place]] = label * here + label * inverse - precision;
      }
      found -= tied;
      start = end;
    }
    for (int row = 0; row < size; row++) {
      values[row] = (values[row] - estimate * labels[row]) / share;
    }
    return new InfluenceValues(estimate, centred(values));
  }

  private static double[] centred(double[] values) {
    double mean = InfluenceValues.sum(values) / values.length;
    for (int row = 0; row < values.length; row++) {
      values[row] -= mean;
    }
    return values;
  }

  private int endOfTies(int start) {
    int end = start + 1;
    while (end < order.length && scores[order[end]] == scores[order[start]]) {
      end++;
    }
    return end;
  }

  private int positives(int from, int end) {
    int count = 0;
    for (int place = from; place < end; place++) {
      count += (int) labels[order[place]];
    }
    return count;
  }

  private static int checkedPositives(double[] scores, double[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          scores.length + " scores for " + labels.length + " labels");
    }
    int positives = 0;
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] != 0 && labels[row] != 1) {
        throw new IllegalArgumentException(
            "labels[" + row + "] is neither 0 nor 1: " + labels[row]);
      }
      if (Double.isNaN(scores[row])) {
        throw new IllegalArgumentException("scores[" + row + "] is NaN");
      }
      positives += (int) labels[row];
    }
    return positives;
  }
}
