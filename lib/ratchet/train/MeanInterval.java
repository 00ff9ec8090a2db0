package ratchet.train;

import java.util.Optional;
import ratchet.statistics.Interval;

/** The mean of row-wise figures with its 95 % interval by the central limit theorem. */
final class MeanInterval {
  private static final double NORMAL_975 = 1.959963984540054;

  private MeanInterval() {}

  /**
   * @param losses at least 0
   * @return empty below two rows; the lower end is at least 0
   */
  static Optional<Interval> of(double[] losses) {
    return signed(losses).map(mean -> mean.map(bound -> Math.max(0, bound)));
  }

  /**
   * @param values of either sign
   * @return empty below two rows
   */
  static Optional<Interval> signed(double[] values) {
    if (values.length < 2) {
      return Optional.empty();
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double half = NORMAL_975 * Math.sqrt(squares / (values.length - 1) / values.length);
    return Optional.of(new Interval(mean, mean - half, mean + half));
  }
}
