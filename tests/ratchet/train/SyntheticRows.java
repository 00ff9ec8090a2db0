package ratchet.train;

import java.util.Arrays;

/**
 * Rows with a known truth, the same as in tests/oracles/solvers.py: features uniform in [0, 1),
 * log-odds {@code intercept + 1.5·x1 - x2 + 1.5·x3 …}, a label drawn from them, and a measured
 * value {@code 20 + 10·logOdds} with noise.
 */
public record SyntheticRows(double[][] columns, double[] fills, double[] slips) {
  public static SyntheticRows of(int rows, int features, long seed, double intercept) {
    Generator generator = new Generator(seed);
    double[][] columns = new double[features + 1][rows];
    double[] fills = new double[rows];
    double[] slips = new double[rows];
    for (int i = 0; i < rows; i++) {
      columns[0][i] = 1;
      for (int j = 1; j <= features; j++) {
        columns[j][i] = generator.uniform();
      }
      double z = intercept;
      for (int j = 1; j <= features; j++) {
        z += slope(j) * columns[j][i];
      }
      fills[i] = generator.uniform() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
      slips[i] = 20 + 10 * z + 40 * (generator.uniform() - 0.5);
    }
    return new SyntheticRows(columns, fills, slips);
  }

  /** The true weight of a feature, counted from 1. */
  public static double slope(int feature) {
    return feature % 2 == 1 ? 1.5 : -1;
  }

  public SyntheticRows with(double[] column) {
    double[][] more = Arrays.copyOf(columns, columns.length + 1);
    more[columns.length] = column;
    return new SyntheticRows(more, fills, slips);
  }

  public double positives() {
    return Arrays.stream(fills).sum();
  }

  /** A 64-bit linear congruential generator with Knuth's MMIX constants; the top 53 bits. */
  private static final class Generator {
    private long state;

    Generator(long seed) {
      state = seed;
    }

    double uniform() {
      state = state * 6364136223846793005L + 1442695040888963407L;
      return (state >>> 11) * 0x1p-53;
    }
  }
}
