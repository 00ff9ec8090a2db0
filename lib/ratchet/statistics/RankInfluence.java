package ratchet.statistics;

import java.util.Optional;

/** Influence values of figures that rank labelled scores. O(n log n). */
final class RankInfluence {
  private final RankedRows rows;
  private final int size;
  private final int positives;

  private RankInfluence(RankedRows rows) {
    this.rows = rows;
    this.size = rows.size();
    this.positives = rows.positives();
  }

  static Optional<InfluenceValues> auc(RankedRows rows) {
    RankInfluence own = new RankInfluence(rows);
    return own.hasBothClasses() ? Optional.of(own.auc()) : Optional.empty();
  }

  static Optional<InfluenceValues> averagePrecision(RankedRows rows) {
    RankInfluence own = new RankInfluence(rows);
    return own.hasBothClasses() ? Optional.of(own.averagePrecision()) : Optional.empty();
  }

  private boolean hasBothClasses() {
    return positives >= 2 && size - positives >= 2;
  }

  private InfluenceValues auc() {
    double negatives = size - positives;
    double[] values = new double[size];
    double negativesBelow = 0;
    double positivesBelow = 0;
    double wins = 0;
    for (int start = 0; start < size; ) {
      int end = rows.endOfTies(start);
      double tiedPositives = rows.positives(start, end);
      double tiedNegatives = end - start - tiedPositives;
      double ofPositive = (negativesBelow + 0.5 * tiedNegatives) / negatives;
      double ofNegative = (positives - positivesBelow - 0.5 * tiedPositives) / positives;
      wins += tiedPositives * (negativesBelow + 0.5 * tiedNegatives);
      for (int place = start; place < end; place++) {
        values[rows.row(place)] = rows.label(place) == 1 ? ofPositive : ofNegative;
      }
      positivesBelow += tiedPositives;
      negativesBelow += tiedNegatives;
      start = end;
    }
    double auc = wins / positives / negatives;
    // n/class turns placement values into influence values; the root gives each class the
    // denominator of its own sample variance, as DeLong has it, where rows are independent
    double ofPositive = share(positives) * correction(positives);
    double ofNegative = share(size - positives) * correction(size - positives);
    for (int row = 0; row < size; row++) {
      values[row] = (values[row] - auc) * (rows.labels()[row] == 1 ? ofPositive : ofNegative);
    }
    return new InfluenceValues(auc, values);
  }

  private double share(double ofClass) {
    return size / ofClass;
  }

  private double correction(double ofClass) {
    return Math.sqrt(ofClass / (ofClass - 1) * (size - 1.0) / size);
  }

  /**
   * Let R(s) and Q(s) be the shares of positives and of rows with a score of at least s. The figure
   * is the mean of R/Q over the positives. A positive contributes its own R/Q. Every row also
   * contributes (label − R/Q) / Q to each positive with the same score or a lower one.
   */
  private InfluenceValues averagePrecision() {
    double share = (double) positives / size;
    double[] values = new double[size];
    double found = positives;
    double inverse = 0;
    double precision = 0;
    double estimate = 0;
    for (int start = 0; start < size; ) {
      int end = rows.endOfTies(start);
      double tied = rows.positives(start, end);
      double from = (double) (size - start) / size;
      double here = found / (size - start);
      inverse += tied / size / from;
      precision += tied / size * here / from;
      estimate += tied * here / positives;
      for (int place = start; place < end; place++) {
        double label = rows.label(place);
        values[rows.row(place)] = label * here + label * inverse - precision;
      }
      found -= tied;
      start = end;
    }
    for (int row = 0; row < size; row++) {
      values[row] = (values[row] - estimate * rows.labels()[row]) / share;
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
}
