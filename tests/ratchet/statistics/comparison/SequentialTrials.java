package ratchet.statistics.comparison;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import ratchet.statistics.SimulatedOutcomes;

/** Runs in which somebody looks after every outcome, and when they first see what they look for. */
public record SequentialTrials(
    SimulatedOutcomes.Dependence dependence,
    SimulatedOutcomes.Version former,
    SimulatedOutcomes.Version candidate,
    double alpha) {
  static final int NEVER = Integer.MAX_VALUE;

  /** By run, the number of outcomes at which the candidate was first found worse. */
  public int[] firstWorse(int runs, long seed) {
    long[] seeds = new SplittableRandom(seed).longs(runs).toArray();
    return LongStream.of(seeds).parallel().mapToInt(this::firstWorse).toArray();
  }

  private int firstWorse(long seed) {
    SimulatedOutcomes outcomes =
        new SimulatedOutcomes(dependence, former, candidate, new SplittableRandom(seed));
    double[] differences = outcomes.differences();
    int[] keys = SequentialLook.numbers(outcomes.keys);
    double[] means = SequentialLook.means(differences, keys, outcomes.times);
    double[] fortunes = new double[BettingInterval.STAKES.length];
    Arrays.fill(fortunes, 1);
    int rows = 0;
    for (int unit = 0; unit < means.length; unit++) {
      rows += dependence.sizes()[unit];
      for (int k = 0; k < fortunes.length; k++) {
        fortunes[k] *= 1 + BettingInterval.STAKES[k] * means[unit];
      }
      // a look within a cluster sees the clusters before it; the whole look is costly, and its
      // lower end is above zero only where the bets have won enough
      if (Arrays.stream(fortunes).sum() / fortunes.length >= 2 / alpha) {
        SequentialLook look =
            SequentialLook.of(
                Arrays.copyOf(differences, rows),
                Arrays.copyOf(keys, rows),
                Arrays.copyOf(outcomes.times, rows),
                alpha);
        if (look.verdict(0) == SequentialLook.Verdict.WORSE) {
          return rows;
        }
      }
    }
    return NEVER;
  }

  /** By run, the number of outcomes at which the empirical-Bernstein interval first excludes 0. */
  public int[] firstExcluded(int runs, long seed, double vOpt) {
    long[] seeds = new SplittableRandom(seed).longs(runs).toArray();
    return LongStream.of(seeds)
        .parallel()
        .mapToInt(
            own -> {
              SimulatedOutcomes outcomes =
                  new SimulatedOutcomes(dependence, former, candidate, new SplittableRandom(own));
              EmpiricalBernstein interval = new EmpiricalBernstein(alpha, vOpt);
              double[] differences = outcomes.differences();
              return IntStream.range(0, differences.length)
                  .filter(
                      row -> {
                        interval.add(differences[row]);
                        return interval.lower() > 0;
                      })
                  .map(row -> row + 1)
                  .findFirst()
                  .orElse(NEVER);
            })
        .toArray();
  }

  public static double share(int[] firsts) {
    return (double) Arrays.stream(firsts).filter(first -> first < NEVER).count() / firsts.length;
  }

  public static int median(int[] firsts) {
    int[] sorted = firsts.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
