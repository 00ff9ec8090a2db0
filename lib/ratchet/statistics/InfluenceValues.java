package ratchet.statistics;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A figure of rows, and what each row adds to its error: the figure is, to first order, its true
 * value plus the mean of the influence values. They have mean zero, so that any dependence between
 * the rows is dependence between these values, whatever the figure is.
 *
 * <p>All factories take columns with one entry per row, in the order of the rows of a {@link
 * ClusteredRows}. Linear time for means and ratios, n log n for what ranks.
 *
 * @param estimate of all rows, in the unit of the figure
 * @param values by row, in the unit of the figure; not copied, not to be changed
 * @param lean by how much the estimate may exceed the truth because neighbours in time resemble
 *     each other; negative where it may fall short. An interval is wider on that side by as much
 */
public record InfluenceValues(double estimate, double[] values, double lean) {
  /**
   * @throws IllegalArgumentException for an estimate, a value or a lean that is not finite
   */
  public InfluenceValues {
    if (!Double.isFinite(estimate) || !Double.isFinite(lean)) {
      throw new IllegalArgumentException("estimate " + estimate + ", lean " + lean);
    }
    for (int row = 0; row < values.length; row++) {
      if (!Double.isFinite(values[row])) {
        throw new IllegalArgumentException("values[" + row + "] is not finite: " + values[row]);
      }
    }
  }

  /** Of a figure that does not lean. */
  public InfluenceValues(double estimate, double[] values) {
    this(estimate, values, 0);
  }

  /**
   * Of a mean of a figure that each row has: Brier score (squared errors), absolute error, net per
   * trade, share of landed attempts. The influence of a row is its figure less the mean.
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
   * Of a ratio of two sums: an F1 (2·TP over 2·TP + FP + FN), a self-normalised estimate (weight ·
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
   * Of the area under the ROC curve, from placement values (DeLong, DeLong and Clarke-Pearson 1988,
   * Biometrics 44:837; by cluster: Obuchowski 1997, Biometrics 53:567): the share of the other
   * class on the right side of the row, a tie counting half. With every row a cluster of its own
   * the variance is DeLong's to the last digit.
   *
   * @param labels 0 or 1
   * @return empty unless each class has two rows
   */
  public static Optional<InfluenceValues> ofAuc(double[] scores, double[] labels) {
    return ofAuc(RankedRows.of(scores, labels));
  }

  /** The same of rows that are in order already. */
  public static Optional<InfluenceValues> ofAuc(RankedRows rows) {
    return RankInfluence.auc(rows);
  }

  /**
   * Of the average precision (mean precision at each positive from the highest score down, rows of
   * equal score together). The influence of a row holds what it changes in the precision at every
   * positive below it.
   *
   * @param labels 0 or 1
   * @return empty unless each class has two rows
   */
  public static Optional<InfluenceValues> ofAveragePrecision(double[] scores, double[] labels) {
    return RankInfluence.averagePrecision(RankedRows.of(scores, labels));
  }

  /**
   * Of Harrell's concordance: the share of comparable pairs in which the row with the higher risk
   * has its event first, equal risks counting half. Two rows of one hour had the same market, and
   * so are easier to tell apart than two rows of different days; where times are known, the lean is
   * twice what the figure exceeds that of pairs from different quarters of the time.
   *
   * @param rows what shares a fate, and when it was decided
   * @param risks higher for rows that should have their event sooner
   * @param times any unit, from 0
   * @param events 1 for an event, 0 for a censored row
   * @return empty without a comparable pair
   */
  public static Optional<InfluenceValues> ofConcordance(
      double[] risks, double[] times, double[] events, ClusteredRows rows) {
    return ofConcordance(risks, times, events, time -> 1, rows);
  }

  /**
   * The same with weights, which count as known.
   *
   * @param weightAt weight of the pairs whose first event is at that time; not negative
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
   * Of {@link Concordance#uno}: the weights count as known.
   *
   * @param horizon events from this time on open no pair; infinity for all
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

  /** Rows. */
  public int rows() {
    return values.length;
  }

  /** Of this figure less another one of the same rows: a paired difference. */
  public InfluenceValues minus(InfluenceValues other) {
    return plus(other.times(-1));
  }

  /** Of the sum of this figure and another one of the same rows. */
  public InfluenceValues plus(InfluenceValues other) {
    sameLength(values, other.values);
    double[] sums = new double[values.length];
    for (int row = 0; row < sums.length; row++) {
      sums[row] = values[row] + other.values[row];
    }
    return new InfluenceValues(estimate + other.estimate, sums, lean + other.lean);
  }

  /** Of the figure times a constant, e.g. the number of rows a day for a net per day. */
  public InfluenceValues times(double factor) {
    double[] products = new double[values.length];
    for (int row = 0; row < products.length; row++) {
      products[row] = factor * values[row];
    }
    return new InfluenceValues(factor * estimate, products, factor * lean);
  }

  /** Compensated (Neumaier 1974), so that the order of a million rows does not show. */
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
