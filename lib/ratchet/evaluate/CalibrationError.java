package ratchet.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * The expected calibration error of {@link ProbabilityMetrics#expectedCalibrationError} with a
 * bootstrap interval.
 *
 * <p>The error depends on the rows only through the mean gap of each bin, so it is the gaps that
 * are drawn anew, each from its normal limit: the gap measured, with the variance of its rows'
 * residuals. That costs the same for a hundred rows and for a million. An average of absolute gaps
 * leans upward, and its resamples lean once more; the interval is the basic one (twice the estimate
 * less the upper and lower percentile), which takes that second lean off, cut at 0 and never
 * without the estimate itself.
 */
public final class CalibrationError {
  private static final int RESAMPLES = 2_000;

  private CalibrationError() {}

  /**
   * @param seed of the draws
   * @return empty with fewer than two rows in a bin
   */
  public static Optional<Interval> interval(
      double[] probabilities, double[] labels, int bins, double level, long seed) {
    OptionalDouble estimate =
        ProbabilityMetrics.expectedCalibrationError(probabilities, labels, bins);
    int rows = labels.length;
    if (rows < 2 * bins) {
      return Optional.empty();
    }
    double[] sums = new double[bins];
    double[] spreads = new double[bins];
    measure(probabilities, labels, sums, spreads);
    SplittableRandom random = new SplittableRandom(seed);
    double[] errors = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      for (int b = 0; b < bins; b++) {
        errors[resample] += Math.abs(sums[b] + spreads[b] * normal(random)) / rows;
      }
    }
    Arrays.sort(errors);
    double tail = (1 - level) / 2;
    double error = estimate.orElseThrow();
    double lower = 2 * error - Quantiles.ofSorted(errors, 1 - tail);
    double upper = 2 * error - Quantiles.ofSorted(errors, tail);
    return Optional.of(
        new Interval(error, Math.max(0, Math.min(error, lower)), Math.max(error, upper)));
  }

  /** The sum of each bin's gaps, and the standard deviation of that sum. */
  private static void measure(
      double[] probabilities, double[] labels, double[] sums, double[] spreads) {
    double[] gaps = ProbabilityMetrics.sortedGaps(probabilities, labels);
    int[] order = RisingOrder.of(probabilities);
    for (int b = 0; b < sums.length; b++) {
      int from = ProbabilityMetrics.cut(b, order.length, sums.length);
      int to = ProbabilityMetrics.cut(b + 1, order.length, sums.length);
      double residuals = 0;
      double squares = 0;
      for (int place = from; place < to; place++) {
        double residual = probabilities[order[place]] - labels[order[place]];
        sums[b] += gaps[place];
        residuals += residual;
        squares += residual * residual;
      }
      int members = to - from;
      double variance = (squares - residuals * residuals / members) / (members - 1);
      spreads[b] = Math.sqrt(members * Math.max(0, variance));
    }
  }

  /** Box and Muller's normal draw; strict functions give the same bits on every machine. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
