package ratchet.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How rows of a simulation depend on each other: clusters of known sizes in the order of time, each
 * with an effect of its own that all of its rows share.
 *
 * @param sizes rows by cluster
 * @param effectSd of the effect; the noise of a row has 1
 * @param rho correlation of the effects of neighbours in time
 */
public record ClusterDesign(int[] sizes, double effectSd, double rho) {
  /** Rows that do not depend on each other. */
  public static ClusterDesign independent(int rows) {
    return equal(rows, 1, 0, 0);
  }

  public static ClusterDesign equal(int clusters, int size, double effectSd, double rho) {
    int[] sizes = new int[clusters];
    Arrays.fill(sizes, size);
    return new ClusterDesign(sizes, effectSd, rho);
  }

  /**
   * Sizes that are drawn from a geometric distribution, and one cluster with a fifth of the rows.
   */
  public static ClusterDesign unequal(int clusters, int meanSize, double effectSd, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] sizes = new int[clusters];
    int largest = clusters / 3;
    int rows = 0;
    for (int i = 0; i < clusters; i++) {
      sizes[i] = 1 + (int) (Math.log(1 - random.nextDouble()) / Math.log(1 - 1.0 / meanSize));
      rows += i == largest ? 0 : sizes[i];
    }
    sizes[largest] = rows / 4;
    return new ClusterDesign(sizes, effectSd, 0);
  }

  public int rows() {
    return Arrays.stream(sizes).sum();
  }

  /** The cluster of each row, rows in the order of time. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (int cluster = 0; cluster < sizes.length; cluster++) {
      for (int i = 0; i < sizes[cluster]; i++) {
        keys.add("mint" + cluster);
      }
    }
    return keys;
  }

  /** A draw of what the rows of a cluster share, by row. */
  public double[] effects(SplittableRandom random) {
    double[] effects = new double[rows()];
    double effect = random.nextGaussian();
    int row = 0;
    for (int size : sizes) {
      for (int i = 0; i < size; i++) {
        effects[row++] = effectSd * effect;
      }
      effect = rho * effect + Math.sqrt(1 - rho * rho) * random.nextGaussian();
    }
    return effects;
  }
}
