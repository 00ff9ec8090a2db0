package ratchet.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Expected calibration error: rows in order of probability are cut into bins of equal count (to
 * within one row), and the gap between mean probability and share of positives is averaged over the
 * bins by their size. Rows of equal probability that straddle a cut each count as their common
 * share of positives, so that the order of the rows does not matter.
 *
 * <p>The error depends on the rows only through the mean gap of each bin, so for a bootstrap
 * interval it is the gaps that are drawn anew, each from its normal limit: the gap measured, with
 * the variance of its rows' residuals. That costs the same for a hundred rows and for a million. An
 * average of absolute gaps leans upward, and its resamples lean once more; the interval is the
 * basic one (twice the estimate less the upper and lower percentile), which takes that second lean
 * off, cut at 0 and never without the estimate itself. Where a calibrated model would show as large
 * an error by chance (at the level of the interval, its gaps drawn with the same variances), the
 * interval reaches down to 0: an error of nothing is on the edge of what it can be, and there the
 * resamples alone would leave it out more often than not.
 */
public final class CalibrationError {
  private static final int RESAMPLES = 2_000;

  private final int rows;

  /** By bin, the sum of its rows' gaps. */
  private final double[] sums;

  /** By bin, the standard deviation of that sum. */
  private final double[] spreads;

  private CalibrationError(int rows, int bins) {
    this.rows = rows;
    this.sums = new double[bins];
    this.spreads = new double[bins];
  }

  /**
   * @param rows whose scores are probabilities
   * @param bins 15 is customary; with fewer rows, one bin per row
   * @throws IllegalArgumentException for a score outside [0, 1], or without a bin
   */
  public static CalibrationError of(RankedRows rows, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins is below 1: " + bins);
    }
    if (rows.size() > 0) {
      BinaryRows.checkProbability(rows.score(0), rows.row(0));
      BinaryRows.checkProbability(rows.score(rows.size() - 1), rows.row(rows.size() - 1));
    }
    CalibrationError error = new CalibrationError(rows.size(), Math.min(bins, rows.size()));
    double[] gaps = gaps(rows);
    for (int bin = 0; bin < error.sums.length; bin++) {
      error.measure(bin, rows, gaps);
    }
    return error;
  }

  /** By place, the probability less the share of positives among its ties. */
  private static double[] gaps(RankedRows rows) {
    double[] gaps = new double[rows.size()];
    for (int start = 0; start < gaps.length; ) {
      int end = rows.endOfTies(start);
      double share = (double) rows.positives(start, end) / (end - start);
      Arrays.fill(gaps, start, end, rows.score(start) - share);
      start = end;
    }
    return gaps;
  }

  private void measure(int bin, RankedRows ranked, double[] gaps) {
    int from = cut(bin);
    int to = cut(bin + 1);
    double residuals = 0;
    double squares = 0;
    for (int place = from; place < to; place++) {
      double residual = ranked.score(place) - ranked.label(place);
      sums[bin] += gaps[place];
      residuals += residual;
      squares += residual * residual;
    }
    int members = to - from;
    double variance = (squares - residuals * residuals / members) / (members - 1);
    spreads[bin] = Math.sqrt(members * Math.max(0, variance));
  }

  private int cut(int bin) {
    return (int) ((long) bin * rows / sums.length);
  }

  /** Empty without rows. */
  public OptionalDouble estimate() {
    if (rows == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (double gaps : sums) {
      sum += Math.abs(gaps);
    }
    return OptionalDouble.of(sum / rows);
  }

  /**
   * @param level of confidence, e.g. 0.95
   * @param seed of the draws
   * @return empty with fewer than two rows in a bin
   */
  public Optional<Interval> interval(double level, long seed) {
    if (rows == 0 || rows < 2 * sums.length) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] errors = new double[RESAMPLES];
    double[] chances = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      for (int bin = 0; bin < sums.length; bin++) {
        double chance = spreads[bin] * normal(random);
        errors[resample] += Math.abs(sums[bin] + chance) / rows;
        chances[resample] += Math.abs(chance) / rows;
      }
    }
    Arrays.sort(errors);
    Arrays.sort(chances);
    double tail = (1 - level) / 2;
    double error = estimate().orElseThrow();
    boolean isByChance = error <= Quantiles.ofSorted(chances, 1 - tail);
    double lower = isByChance ? 0 : 2 * error - Quantiles.ofSorted(errors, 1 - tail);
    double upper = 2 * error - Quantiles.ofSorted(errors, tail);
    return Optional.of(
        new Interval(error, Math.max(0, Math.min(error, lower)), Math.max(error, upper)));
  }

  /** Box and Muller's normal draw; strict functions give the same bits on every machine. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }
}
