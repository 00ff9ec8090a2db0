package ratchet.train;

import java.util.Optional;
import ratchet.evaluate.Interval;

/** The mean of row-wise losses with its 95 % interval by the central limit theorem. */
final class MeanInterval {
  private static final double NORMAL_975 = 1.959963984540054;

  private MeanInterval() {}

  /**
   * @param losses at least 0
   * @return empty below two rows; the lower end is at least 0
   */
  static Optional<Interval> of(double[] losses) {
    if (losses.length < 2) {
      return Optional.empty();
    }
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    double mean = sum / losses.length;
    double squares = 0;
    for (double loss : losses) {
      squares += (loss - mean) * (loss - mean);
    }
    double half = NORMAL_975 * Math.sqrt(squares / (losses.length - 1) / losses.length);
    return Optional.of(new Interval(mean, Math.max(0, mean - half), mean + half));
  }
}
