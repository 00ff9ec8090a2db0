package ratchet.statistics;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A figure of rows, with the influence of each row on it: to first order, the figure is its true
 * value plus the mean of the influence values. They have mean zero. Dependence between rows appears
 * as dependence between these values, so one variance formula serves every figure.
 *
 * <p>All factories take columns with one entry per row, in the order of the rows of a {@link
 * ClusteredRows}. O(n) for means and ratios, O(n log n) for ranks.
 *
 * @param estimate of all rows, in the unit of the figure
 * @param values by row, in the unit of the figure; not copied, not to be changed
 * @param bias how far the estimate may lie above the true value because neighbours in time are
 *     similar; negative if below. A positive bias lowers the lower end of the interval by its
 *     amount, a negative one raises the upper end
 */
public record InfluenceValues(double estimate, double[] values, double bias) {
  /**
   * @throws IllegalArgumentException for an estimate, a value or a bias that is not finite
   */
  public InfluenceValues {
    if (!Double.isFinite(estimate) || !Double.isFinite(bias)) {
      throw new IllegalArgumentException("estimate " + estimate + ", bias " + bias);
    }
    for (int row = 0; row < values.length; row++) {
      if (!Double.isFinite(values[row])) {
        throw new IllegalArgumentException("values[" + row + "] is not finite: " + values[row]);
      }
    }
  }

  /** A figure without bias. */
  public InfluenceValues(double estimate, double[] values) {
    this(estimate, values, 0);
  }

  /**
   * The mean of one figure per row: Brier score (squared errors), absolute error, net per trade,
   * share of landed attempts. The influence of a row is its figure minus the mean.
   *
   * @throws IllegalArgumentException without rows, or for a figure that is not finite
   */
  public static InfluenceValues ofMean(double[] figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("a mean of no rows");
    }
    double mean = sum(figures) / figures.length;
    double[] values = new double[figures.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = figures[row] - mean;
    }
    return new InfluenceValues(mean, values);
  }

  /**
   * The ratio of two sums: an F1 (2·TP over 2·TP + FP + FN), a self-normalised estimate (weight ·
   * reward over weight), costs over turnover. The influence of a row is (numerator − ratio ·
   * denominator) over the mean denominator (the delta method).
   *
   * @return empty where the denominators add up to zero
   */
  public static Optional<InfluenceValues> ofRatio(double[] numerators, double[] denominators) {
    sameLength(numerators, denominators);
    double denominator = sum(denominators);
    if (denominator == 0) {
      return Optional.empty();
    }
    double ratio = sum(numerators) / denominator;
    double scale = numerators.length / denominator;
    double[] values = new double[numerators.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = scale * (numerators[row] - ratio * denominators[row]);
    }
    return Optional.of(new InfluenceValues(ratio, values));
  }

  /**
   * The area under the ROC curve, with placement values (DeLong, DeLong and Clarke-Pearson 1988,
   * Biometrics 44:837; by cluster: Obuchowski 1997, Biometrics 53:567). The placement value of a
   * row is the share of the other class that is on the correct side of it; a tie counts one half.
   * If every row is a cluster of its own, the variance is exactly DeLong's.
   *
   * @param labels 0 or 1
   * @return empty unless each class has two rows
   */
  public static Optional<InfluenceValues> ofAuc(double[] scores, double[] labels) {
    return ofAuc(RankedRows.of(scores, labels));
  }

  /** {@link #ofAuc(double[], double[])} for rows that are already sorted. */
  public static Optional<InfluenceValues> ofAuc(RankedRows rows) {
    return RankInfluence.auc(rows);
  }

  /**
   * The average precision: the mean, over the positives, of the precision at the score of each;
   * rows of equal score count together. The influence of a row includes its effect on the precision
   * at every positive with a lower score.
   *
   * @param labels 0 or 1
   * @return empty unless each class has two rows
   */
  public static Optional<InfluenceValues> ofAveragePrecision(double[] scores, double[] labels) {
    return RankInfluence.averagePrecision(RankedRows.of(scores, labels));
  }

  /**
   * Harrell's concordance: the share of comparable pairs in which the row with the higher risk has
   * its event first; equal risks count one half. Two rows of the same hour had the same market, so
   * they are easier to rank than two rows of different days. If times are known, the bias is twice
   * the difference between the figure and the concordance of pairs from different quarters of time.
   *
   * @param rows cluster and decision time of each row
   * @param risks by row, higher for rows that should have their event sooner
   * @param times by row, time to the event, any unit, from 0
   * @param events by row, 1 for an event, 0 for a censored row
   * @return empty without a comparable pair
   */
  public static Optional<InfluenceValues> ofConcordance(
      double[] risks, double[] times, double[] events, ClusteredRows rows) {
    return ofConcordance(risks, times, events, time -> 1, rows);
  }

  /**
   * A weighted concordance. The weights are treated as known constants.
   *
   * @param weightAt weight of the pairs whose earlier time is the given one; not negative
   */
  static Optional<InfluenceValues> ofConcordance(
      double[] risks,
      double[] times,
      double[] events,
      DoubleUnaryOperator weightAt,
      ClusteredRows rows) {
    return ConcordanceInfluence.of(risks, times, events, weightAt, rows);
  }

  /**
   * {@link Concordance#uno}. The weights are treated as known constants.
   *
   * @param horizon only pairs whose earlier time is below it count; infinity for all
   */
  public static Optional<InfluenceValues> ofConcordanceOfUno(
      double[] risks, double[] times, double[] events, double horizon, ClusteredRows rows) {
    KaplanMeier censoring = KaplanMeier.ofCensoring(times, events);
    return ofConcordance(
        risks,
        times,
        events,
        time -> time < horizon ? Math.pow(censoring.survivalBefore(time), -2) : 0,
        rows);
  }

  /** Number of rows. */
  public int rows() {
    return values.length;
  }

  /** This figure minus another one of the same rows: a paired difference. */
  public InfluenceValues minus(InfluenceValues other) {
    return plus(other.times(-1));
  }

  /** This figure plus another one of the same rows. */
  public InfluenceValues plus(InfluenceValues other) {
    sameLength(values, other.values);
    double[] sums = new double[values.length];
    for (int row = 0; row < sums.length; row++) {
      sums[row] = values[row] + other.values[row];
    }
    return new InfluenceValues(estimate + other.estimate, sums, bias + other.bias);
  }

  /** This figure times a constant, e.g. the number of rows per day for a net per day. */
  public InfluenceValues times(double factor) {
    double[] products = new double[values.length];
    for (int row = 0; row < products.length; row++) {
      products[row] = factor * values[row];
    }
    return new InfluenceValues(factor * estimate, products, factor * bias);
  }

  /** The compensated sum (Neumaier 1974): the order of the rows has practically no effect on it. */
  public static double sum(double[] values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double next = sum + value;
      lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
      sum = next;
    }
    return sum + lost;
  }

  private static void sameLength(double[] one, double[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " rows beside " + other.length);
    }
  }
}
