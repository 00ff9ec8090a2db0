package ratchet.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * By how much one model does better or worse than another on the same rows: A − B with an interval.
 * Resampling is paired: both models are judged on the same resample.
 */
public final class PairedDifference {
  private PairedDifference() {}

  /**
   * Of the areas under the ROC curve. The interval is the wider, at each end, of DeLong's and the
   * bootstrap's: the one is too narrow with few rows of a class, the other where the areas are near
   * 1.
   *
   * @param a scores of the one model, by row
   * @param b scores of the other
   * @param labels 0 or 1, by row
   * @return empty with fewer than two rows of a class, and with too few to resample
   */
  public static Optional<Interval> auc(
      double[] a, double[] b, double[] labels, Bootstrap bootstrap) {
    Optional<Interval> deLong =
        ComparisonMetric.AUC
            .influence(a, labels)
            .flatMap(ours -> ComparisonMetric.AUC.influence(b, labels).map(ours::minus))
            .flatMap(own -> ClusterEstimate.of(ClusteredRows.independent(labels.length), own))
            .map(own -> own.interval(bootstrap.level()))
            .map(own -> new Interval(own.estimate(), own.lower(), own.upper()));
    if (deLong.isEmpty()) {
      return deLong;
    }
    return bootstrap
        .interval(
            labels.length,
            ResampledStatistic.auc(a, labels).minus(ResampledStatistic.auc(b, labels)))
        .map(resampled -> wider(deLong.get(), resampled));
  }

  /** Of the Brier scores; lower is better. The bootstrap's interval. */
  public static Optional<Interval> brier(
      double[] a, double[] b, double[] labels, Bootstrap bootstrap) {
    double[] difference = ProbabilityMetrics.squaredErrors(a, labels);
    double[] other = ProbabilityMetrics.squaredErrors(b, labels);
    Arrays.setAll(difference, row -> difference[row] - other[row]);
    return bootstrap.interval(labels.length, ResampledStatistic.mean(difference));
  }

  /**
   * Of Harrell's concordances. The bootstrap's interval.
   *
   * @param times any unit, by row
   * @param events 1 for an event, 0 for a censored row
   */
  public static Optional<Interval> concordance(
      double[] a, double[] b, double[] times, double[] events, Bootstrap bootstrap) {
    return bootstrap.interval(
        times.length,
        ResampledStatistic.ofRows(
            drawn -> {
              double[] drawnTimes = pick(times, drawn);
              double[] drawnEvents = pick(events, drawn);
              return Concordance.harrell(pick(a, drawn), drawnTimes, drawnEvents).orElse(Double.NaN)
                  - Concordance.harrell(pick(b, drawn), drawnTimes, drawnEvents).orElse(Double.NaN);
            }));
  }

  private static Interval wider(Interval one, Interval other) {
    return new Interval(
        one.estimate(), Math.min(one.lower(), other.lower()), Math.max(one.upper(), other.upper()));
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }
}
