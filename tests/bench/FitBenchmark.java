package ratchet.train.solver;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import ratchet.train.SyntheticRows;

/**
 * How long a fit of a million rows takes: medians of 11, in milliseconds, by thread. Run by hand;
 * {@code fit_benchmark.py} does the same with scikit-learn, on the rows that are written to the
 * file that is named: features, then the two labels, column by column, then the weights of both
 * fits.
 */
final class FitBenchmark {
  public static void main(String[] args) throws IOException {
    SyntheticRows rows = SyntheticRows.of(1_000_000, 9, 9, -1);
    for (int threads = 1; threads <= 2; threads++) {
      int count = threads;
      System.out.printf(
          "threads=%d logistic=%.1f ms ridge=%.1f ms%n",
          threads,
          median(
              () ->
                  LogisticRegression.fit(new LabelledRows(rows.columns(), rows.fills()), 2, count)),
          median(
              () -> RidgeRegression.fit(new LabelledRows(rows.columns(), rows.slips()), 5, count)));
    }
    if (args.length > 0) {
      try (FileChannel file =
          FileChannel.open(Path.of(args[0]), CREATE, TRUNCATE_EXISTING, WRITE)) {
        for (int j = 1; j < rows.columns().length; j++) {
          write(rows.columns()[j], file);
        }
        write(rows.fills(), file);
        write(rows.slips(), file);
        write(
            LogisticRegression.fit(new LabelledRows(rows.columns(), rows.fills()), 2, 2).weights(),
            file);
        write(
            RidgeRegression.fit(new LabelledRows(rows.columns(), rows.slips()), 5, 2).weights(),
            file);
      }
    }
  }

  private static void write(double[] values, FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    while (bytes.hasRemaining()) {
      file.write(bytes);
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
