package ratchet.train;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * How long a fit of a million rows takes: medians of 11, in milliseconds, by thread. Run by hand;
 * {@code fit_benchmark.py} does the same with scikit-learn.
 */
final class FitBenchmark {
  public static void main(String[] args) {
    SyntheticRows rows = SyntheticRows.of(1_000_000, 9, 9, -1);
    for (int threads = 1; threads <= 2; threads++) {
      int count = threads;
      System.out.printf(
          "threads=%d logistic=%.1f ms ridge=%.1f ms%n",
          threads,
          median(() -> LogisticRegression.fit(rows.columns(), rows.fills(), 2, count)),
          median(() -> RidgeRegression.fit(rows.columns(), rows.slips(), 5, count)));
    }
  }

  private static double median(Supplier<Fit> fit) {
    double[] milliseconds = new double[11];
    double kept = 0;
    for (int i = -4; i < milliseconds.length; i++) {
      long start = System.nanoTime();
      kept += fit.get().weights()[0];
      milliseconds[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
    }
    if (Double.isNaN(kept)) {
      throw new IllegalStateException("the fit gave NaN");
    }
    Arrays.sort(milliseconds);
    return milliseconds[5];
  }
}
