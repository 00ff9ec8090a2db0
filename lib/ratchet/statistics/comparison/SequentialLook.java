package ratchet.statistics.comparison;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ratchet.statistics.ArgSort;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;

/**
 * One look at a running paired comparison: how much worse a new version is than the former one on
 * the outcomes so far, with an interval that may be read after every outcome.
 *
 * <p>Rows of one key (mint and block of time) count as one observation: their mean difference, at
 * the time at which the last of them became known. Each end of the interval is the wider one of
 * two: that of the {@link BettingInterval} of these means at alpha, which stays valid however often
 * it is read, and that of {@link ClusterEstimate} at 1 − alpha/5, which allows for dependence
 * between neighbours in time. With fewer than 20 keys the verdict is undecided.
 *
 * @param outcomes number of rows
 * @param units number of keys
 * @param effectiveOutcomes number of independent rows that carries the same information
 * @param estimate mean over keys of the mean differences; above 0 if the new version is worse
 * @param lower at most the estimate; -1 if nothing is known
 * @param upper at least the estimate; 1 if nothing is known
 * @param conclusive whether there are enough keys to decide
 */
public record SequentialLook(
    int outcomes,
    int units,
    double effectiveOutcomes,
    double estimate,
    double lower,
    double upper,
    boolean conclusive) {
  /** The result of a look. */
  public enum Verdict {
    /** Worse than the former version, and the loss may exceed the margin. */
    WORSE,
    /** Not worse by more than the margin. */
    CONFIRMED,
    /** Neither: more outcomes are needed. */
    UNDECIDED
  }

  /** Share of alpha of the {@link ClusterEstimate} interval, because it is read many times. */
  private static final double SHARE = 0.2;

  /**
   * @param differences by row, loss of the new version minus loss of the former one, within [-1,
   *     1]: squared errors of probabilities, or an error cut at a bound and divided by it
   * @param keys by row, the key of its cluster; compared by {@code equals}
   * @param knownAt by row, when the outcome became known, in any unit
   * @param alpha probability of ever being wrong, both sides together, e.g. 0.05
   * @throws IllegalArgumentException for columns of different lengths, or a difference outside [-1,
   *     1]
   */
  public static SequentialLook of(
      double[] differences, List<?> keys, double[] knownAt, double alpha) {
    return of(differences, numbers(keys), knownAt, alpha);
  }

  /**
   * {@link #of(double[], List, double[], double)} for numbers instead of keys.
   *
   * @param keys by row, from 0; numbers may be missing in between
   */
  public static SequentialLook of(
      double[] differences, int[] keys, double[] knownAt, double alpha) {
    if (differences.length != keys.length) {
      throw new IllegalArgumentException(differences.length + " rows and " + keys.length + " keys");
    }
    if (differences.length == 0) {
      return new SequentialLook(0, 0, 0, 0, -1, 1, false);
    }
    double[] means = means(differences, keys, knownAt);
    BettingInterval betting = new BettingInterval(means);
    double effective =
        ClusterEstimate.of(ClusteredRows.of(keys, knownAt), InfluenceValues.ofMean(differences))
            .map(ClusterEstimate::effectiveRows)
            .orElse(1.0);
    InfluenceValues ofMeans = InfluenceValues.ofMean(means);
    double estimate = ofMeans.estimate();
    return ClusterEstimate.of(ClusteredRows.inSequence(means.length), ofMeans)
        .filter(ClusterEstimate::conclusive)
        .map(own -> own.interval(1 - SHARE * alpha))
        .map(
            slow ->
                new SequentialLook(
                    differences.length,
                    means.length,
                    effective,
                    estimate,
                    Math.max(-1, Math.min(betting.lower(alpha), slow.lower())),
                    Math.min(1, Math.max(betting.upper(alpha), slow.upper())),
                    true))
        .orElse(
            new SequentialLook(
                differences.length, means.length, effective, estimate, -1, 1, false));
  }

  /**
   * @param margin the largest acceptable loss, in the unit of the differences; not negative
   */
  public Verdict verdict(double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("margin is negative: " + margin);
    }
    if (!conclusive) {
      return Verdict.UNDECIDED;
    }
    if (upper <= margin) {
      return Verdict.CONFIRMED;
    }
    return lower > 0 ? Verdict.WORSE : Verdict.UNDECIDED;
  }

  /** By row, the number of its key; keys are numbered from 0 in the order of their first rows. */
  static int[] numbers(List<?> keys) {
    Map<Object, Integer> known = new HashMap<>();
    int[] numbers = new int[keys.size()];
    int row = 0;
    for (Object key : keys) {
      Integer fresh = known.size();
      Integer number = known.putIfAbsent(key, fresh);
      numbers[row++] = number == null ? fresh : number;
    }
    return numbers;
  }

  /** By key, the mean difference; keys are in the order in which their last rows became known. */
  static double[] means(double[] differences, int[] keys, double[] knownAt) {
    int most = -1;
    for (int key : keys) {
      most = Math.max(most, key);
    }
    double[] sums = new double[most + 1];
    int[] counts = new int[most + 1];
    int[] order = ArgSort.of(knownAt);
    for (int row : order) {
      sums[keys[row]] += differences[row];
      counts[keys[row]]++;
    }
    int[] left = counts.clone();
    double[] means = new double[keys.length];
    int unit = 0;
    for (int row : order) {
      int key = keys[row];
      if (--left[key] == 0) {
        means[unit++] = sums[key] / counts[key];
      }
    }
    return Arrays.copyOf(means, unit);
  }
}
