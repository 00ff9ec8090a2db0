package ratchet.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;

/**
 * Outcomes of 0 or 1 and what two versions said of them, rows of a cluster and clusters in time
 * depending on each other as the model says. A row's true logit is its signal (standard normal)
 * plus the effect of its cluster; a version knows the signal, each in its own way.
 */
public final class SimulatedOutcomes {
  public final List<Integer> keys = new ArrayList<>();
  public final double[] times;
  public final double[] labels;
  public final double[] former;
  public final double[] candidate;

  /**
   * How rows depend on each other.
   *
   * @param sizes rows by cluster
   * @param effectSd of a cluster's effect on the logit of its rows' outcomes
   * @param autocorrelation of the effects of neighbours in time
   */
  public record Dependence(int[] sizes, double effectSd, double autocorrelation) {
    public static Dependence ofSize(
        int clusters, int size, double effectSd, double autocorrelation) {
      int[] sizes = new int[clusters];
      Arrays.fill(sizes, size);
      return new Dependence(sizes, effectSd, autocorrelation);
    }

    public static Dependence none(int rows) {
      return ofSize(rows, 1, 0, 0);
    }

    int rows() {
      return Arrays.stream(sizes).sum();
    }

    /** The rows in time, cluster after cluster. */
    ClusteredRows clustered() {
      int[] keys = new int[rows()];
      double[] times = new double[keys.length];
      int next = 0;
      for (int g = 0; g < sizes.length; g++) {
        for (int i = 0; i < sizes[g]; i++) {
          keys[next] = g;
          times[next] = next;
          next++;
        }
      }
      return ClusteredRows.of(keys, times);
    }

    /** By cluster, in time. */
    double[] effects(SplittableRandom random) {
      double[] effects = new double[sizes.length];
      double innovation = Math.sqrt(1 - autocorrelation * autocorrelation);
      for (int g = 0; g < effects.length; g++) {
        double fresh = random.nextGaussian();
        effects[g] = g == 0 ? fresh : autocorrelation * effects[g - 1] + innovation * fresh;
      }
      for (int g = 0; g < effects.length; g++) {
        effects[g] *= effectSd;
      }
      return effects;
    }
  }

  /**
   * What a version makes of a signal.
   *
   * @param shift of the logit, for all rows
   * @param noise standard deviation of what is added to the logit of each row
   */
  public record Version(double shift, double noise) {
    double logit(double signal, SplittableRandom random) {
      return signal + shift + noise * random.nextGaussian();
    }
  }

  public SimulatedOutcomes(
      Dependence dependence, Version former, Version candidate, SplittableRandom random) {
    int rows = dependence.rows();
    this.times = new double[rows];
    this.labels = new double[rows];
    this.former = new double[rows];
    this.candidate = new double[rows];
    double[] effects = dependence.effects(random);
    int row = 0;
    for (int g = 0; g < effects.length; g++) {
      for (int i = 0; i < dependence.sizes[g]; i++) {
        double signal = random.nextGaussian();
        keys.add(g);
        times[row] = row;
        labels[row] = random.nextDouble() < expit(signal + effects[g]) ? 1 : 0;
        this.former[row] = expit(former.logit(signal, random));
        this.candidate[row] = expit(candidate.logit(signal, random));
        row++;
      }
    }
  }

  /** Squared error of the candidate less that of the former version. */
  public double[] differences() {
    double[] differences = new double[labels.length];
    for (int row = 0; row < differences.length; row++) {
      double ours = candidate[row] - labels[row];
      double theirs = former[row] - labels[row];
      differences[row] = ours * ours - theirs * theirs;
    }
    return differences;
  }

  /** The version whose mean squared error exceeds that of the former one by that much. */
  public static Version worseBy(double brier, Version former, DoubleFunction<Version> kind) {
    double low = 0;
    double high = 6;
    for (int step = 0; step < 40; step++) {
      double middle = (low + high) / 2;
      SimulatedOutcomes sample =
          new SimulatedOutcomes(
              Dependence.none(200_000), former, kind.apply(middle), new SplittableRandom(1));
      double excess = InfluenceValues.sum(sample.differences()) / sample.labels.length;
      if (excess < brier) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return kind.apply((low + high) / 2);
  }

  public static double expit(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
