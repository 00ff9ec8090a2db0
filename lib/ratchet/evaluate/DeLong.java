package ratchet.evaluate;

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
    BinaryRows.check(scores, labels);
    if (tooFew(labels)) {
      return Optional.empty();
    }
    Components components = components(scores, labels);
    double half = NormalDistribution.twoSidedQuantile(level) * Math.sqrt(components.variance());
    double auc = components.auc;
    return Optional.of(new Interval(auc, Math.max(0, auc - half), Math.min(1, auc + half)));
  }

  /**
   * @param scoresA and {@code scoresB} of the same rows
   * @param level of confidence, e.g. 0.95
   */
  public static Optional<Comparison> compare(
      double[] scoresA, double[] scoresB, double[] labels, double level) {
    BinaryRows.check(scoresA, labels);
    BinaryRows.check(scoresB, labels);
    if (tooFew(labels)) {
      return Optional.empty();
    }
    Components a = components(scoresA, labels);
    Components b = components(scoresB, labels);
    double difference = a.auc - b.auc;
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
   * above it: a row's rank among all less its rank within its own class counts the other class.
   */
  private static Components components(double[] scores, double[] labels) {
    int positives = BinaryRows.positives(labels);
    int negatives = labels.length - positives;
    double[] ones = new double[positives];
    double[] zeros = new double[negatives];
    int one = 0;
    int zero = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == 1) {
        ones[one++] = scores[i];
      } else {
        zeros[zero++] = scores[i];
      }
    }
    double[] all = MidRanks.of(scores);
    double[] amongOnes = MidRanks.of(ones);
    double[] amongZeros = MidRanks.of(zeros);
    double[] ofPositives = new double[positives];
    double[] ofNegatives = new double[negatives];
    one = 0;
    zero = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == 1) {
        ofPositives[one] = (all[i] - amongOnes[one]) / negatives;
        one++;
      } else {
        ofNegatives[zero] = 1 - (all[i] - amongZeros[zero]) / positives;
        zero++;
      }
    }
    return new Components(mean(ofPositives), ofPositives, ofNegatives);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private record Components(double auc, double[] ofPositives, double[] ofNegatives) {
    /** The variance of a paired difference is that of its components: no cancellation. */
    Components minus(Components other) {
      return new Components(
          auc - other.auc,
          difference(ofPositives, other.ofPositives),
          difference(ofNegatives, other.ofNegatives));
    }

    /** Of the AUC, or of the difference of two. */
    double variance() {
      return sampleVariance(ofPositives) / ofPositives.length
          + sampleVariance(ofNegatives) / ofNegatives.length;
    }

    private static double[] difference(double[] a, double[] b) {
      double[] difference = new double[a.length];
      for (int i = 0; i < a.length; i++) {
        difference[i] = a[i] - b[i];
      }
      return difference;
    }

    private static double sampleVariance(double[] values) {
      double mean = mean(values);
      double sum = 0;
      for (double value : values) {
        sum += (value - mean) * (value - mean);
      }
      return sum / (values.length - 1);
    }
  }
}
