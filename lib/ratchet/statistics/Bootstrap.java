package ratchet.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Percentile intervals by resampling rows with replacement. All statistics of one call see the same
 * resamples, and a statistic of two columns is paired by construction.
 *
 * <p>A resample is told as how often each row was drawn, so that what is sorted is sorted once. The
 * result depends on the seed and not on the number of threads. Immutable and thread-safe.
 *
 * @param resamples number of resamples, at least 100
 * @param level of confidence, e.g. 0.95
 * @param progress told of every resample that is done, by whichever thread did it
 */
public record Bootstrap(int resamples, long seed, double level, LongConsumer progress) {
  public static final int DEFAULT_RESAMPLES = 2_000;
  public static final double DEFAULT_LEVEL = 0.95;

  /** With more undefined resamples than this the interval would speak of other data. */
  private static final double MOST_UNDEFINED = 0.05;

  public Bootstrap {
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples is below 100: " + resamples);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level is not between 0 and 1: " + level);
    }
  }

  /** One that tells nobody. */
  public Bootstrap(int resamples, long seed, double level) {
    this(resamples, seed, level, done -> {});
  }

  /** The same resamples, told to someone who waits. */
  public Bootstrap telling(LongConsumer listener) {
    return new Bootstrap(resamples, seed, level, listener);
  }

  public static Bootstrap seeded(long seed) {
    return new Bootstrap(DEFAULT_RESAMPLES, seed, DEFAULT_LEVEL);
  }

  /**
   * Empty without rows, where the statistic is not defined on the rows themselves, or where it is
   * undefined on more than a twentieth of the resamples (fewer than three positives, say).
   *
   * @param rows number of rows
   */
  public Optional<Interval> interval(int rows, ResampledStatistic statistic) {
    return intervals(rows, List.of(statistic)).get(0);
  }

  /** One interval per statistic, in their order. */
  public List<Optional<Interval>> intervals(int rows, List<ResampledStatistic> statistics) {
    if (rows == 0) {
      return statistics.stream().map(statistic -> Optional.<Interval>empty()).toList();
    }
    // Each resample has a generator of its own, so that it does not matter which thread computes
    // it.
    long[] seeds = new SplittableRandom(seed).longs(resamples).toArray();
    double[][] values = new double[statistics.size()][resamples];
    IntStream.range(0, resamples)
        .parallel()
        .forEach(
            resample -> {
              int[] counts = draw(rows, seeds[resample]);
              for (int s = 0; s < values.length; s++) {
                values[s][resample] = statistics.get(s).of(counts);
              }
              progress.accept(1);
            });
    int[] once = new int[rows];
    Arrays.fill(once, 1);
    return IntStream.range(0, values.length)
        .mapToObj(s -> percentiles(statistics.get(s).of(once), values[s]))
        .toList();
  }

  private static int[] draw(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] counts = new int[rows];
    for (int i = 0; i < rows; i++) {
      counts[random.nextInt(rows)]++;
    }
    return counts;
  }

  private Optional<Interval> percentiles(double estimate, double[] values) {
    double[] defined = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    boolean tooFew = values.length - defined.length > MOST_UNDEFINED * values.length;
    if (Double.isNaN(estimate) || tooFew) {
      return Optional.empty();
    }
    Arrays.sort(defined);
    double tail = (1 - level) / 2;
    return Optional.of(
        new Interval(
            estimate, Quantiles.ofSorted(defined, tail), Quantiles.ofSorted(defined, 1 - tail)));
  }
}
