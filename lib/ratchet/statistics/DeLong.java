package ratchet.statistics;

import java.util.Optional;

/**
 * Intervals of an AUC and of the difference of two AUCs on the same rows, without resampling.
 *
 * <p>DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837; computed from mid-ranks in O(n
 * log n) as by Sun and Xu (2014), IEEE Signal Processing Letters 21:1389.
 *
 * <p>Empty unless each class has two rows at least. The interval is a normal approximation: with a
 * perfect AUC its width is 0, however few the rows.
 */
public final class DeLong {
  private DeLong() {}

  /**
   * The AUC of A less that of B.
   *
   * @param difference with its interval
   * @param z difference over its standard error; infinite when a difference has no variance
   * @param pValue two-sided, of no difference
   */
  public record Comparison(Interval difference, double z, double pValue) {}

  /**
   * @param level of confidence, e.g. 0.95
   * @return the AUC with its interval, cut to [0, 1]
   */
  public static Optional<Interval> auc(double[] scores, double[] labels, double level) {
    return auc(RankedRows.of(scores, labels), level);
  }

  /** The same. */
  public static Optional<Interval> auc(RankedRows rows, double level) {
    if (tooFew(rows.labels())) {
      return Optional.empty();
    }
    Components components = components(rows);
    double half = NormalDistribution.twoSidedQuantile(level) * Math.sqrt(components.variance());
    double auc = components.auc();
    return Optional.of(new Interval(auc, Math.max(0, auc - half), Math.min(1, auc + half)));
  }

  /**
   * @param scoresA and {@code scoresB} of the same rows
   * @param level of confidence, e.g. 0.95
   */
  public static Optional<Comparison> compare(
      double[] scoresA, double[] scoresB, double[] labels, double level) {
    RankedRows rowsA = RankedRows.of(scoresA, labels);
    RankedRows rowsB = RankedRows.of(scoresB, labels);
    if (tooFew(labels)) {
      return Optional.empty();
    }
    Components a = components(rowsA);
    Components b = components(rowsB);
    double difference = a.auc() - b.auc();
    Components paired = a.minus(b);
    double standardError = Math.sqrt(paired.variance());
    double half = NormalDistribution.twoSidedQuantile(level) * standardError;
    double z = difference == 0 ? 0 : difference / standardError;
    return Optional.of(
        new Comparison(
            new Interval(difference, difference - half, difference + half),
            z,
            NormalDistribution.twoSidedPValue(z)));
  }

  private static boolean tooFew(double[] labels) {
    int positives = BinaryRows.positives(labels);
    return positives < 2 || labels.length - positives < 2;
  }

  /**
   * For each positive the share of negatives below it, and for each negative the share of positives
   * above it, a tie counting half.
   */
  private static Components components(RankedRows rows) {
    int positives = rows.positives();
    int negatives = rows.size() - positives;
    double[] byRow = new double[rows.size()];
    int positivesBelow = 0;
    int negativesBelow = 0;
    for (int start = 0; start < rows.size(); ) {
      int end = rows.endOfTies(start);
      int tiedPositives = rows.positives(start, end);
      int tiedNegatives = end - start - tiedPositives;
      double ofPositive = (negativesBelow + 0.5 * tiedNegatives) / negatives;
      double ofNegative =
          (positives - positivesBelow - tiedPositives + 0.5 * tiedPositives) / positives;
      for (int place = start; place < end; place++) {
        byRow[rows.row(place)] = rows.label(place) == 1 ? ofPositive : ofNegative;
      }
      positivesBelow += tiedPositives;
      negativesBelow += tiedNegatives;
      start = end;
    }
    return new Components(byRow, rows.labels());
  }

  /**
   * @param byRow one per row: its class's share of the other class
   */
  private record Components(double[] byRow, double[] labels) {
    double auc() {
      return means()[1];
    }

    /** The variance of a paired difference is that of its components: no cancellation. */
    Components minus(Components other) {
      double[] difference = new double[byRow.length];
      for (int i = 0; i < difference.length; i++) {
        difference[i] = byRow[i] - other.byRow[i];
      }
      return new Components(difference, labels);
    }

    /** Of the AUC, or of the difference of two. */
    double variance() {
      double[] means = means();
      double[] squares = new double[2];
      for (int i = 0; i < byRow.length; i++) {
        double deviation = byRow[i] - means[(int) labels[i]];
        squares[(int) labels[i]] += deviation * deviation;
      }
      int positives = BinaryRows.positives(labels);
      return varianceOfMean(squares[0], labels.length - positives)
          + varianceOfMean(squares[1], positives);
    }

    private static double varianceOfMean(double squares, int count) {
      return squares / (count - 1) / count;
    }

    /** By class. */
    private double[] means() {
      double[] means = new double[2];
      for (int i = 0; i < byRow.length; i++) {
        means[(int) labels[i]] += byRow[i];
      }
      int positives = BinaryRows.positives(labels);
      means[0] /= labels.length - positives;
      means[1] /= positives;
      return means;
    }
  }
}
