package ratchet.train.solver;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Sums vectors that several threads compute. The chunks depend only on the number of rows and are
 * added in a fixed order, so the sum has the same bits with any number of threads.
 */
final class OrderedSum {
  /**
   * Rows of a block, chosen so that its columns and scratch space fit into the first-level cache.
   */
  static final int BLOCK_ROWS = 512;

  /** Rows of a chunk; a thread takes one chunk at a time. */
  static final int CHUNK_ROWS = 16 * BLOCK_ROWS;

  private OrderedSum() {}

  /** Number of chunks for this number of rows. */
  static int chunks(int rows) {
    return (rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
  }

  /** The first row of a chunk. */
  static int start(int chunk) {
    return chunk * CHUNK_ROWS;
  }

  /** One past the last row of a chunk. */
  static int end(int chunk, int rows) {
    return Math.min(rows, (chunk + 1) * CHUNK_ROWS);
  }

  /**
   * @param chunks number of chunks, at least 1
   * @param threads number of threads including the calling one, at least 1
   * @param part computes the vector of one chunk; called once per chunk, on any of the threads
   */
  static double[] of(int chunks, int threads, IntFunction<double[]> part) {
    double[][] parts = new double[chunks][];
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable work =
        () -> {
          try {
            for (int chunk = next.getAndIncrement();
                chunk < chunks && failure.get() == null;
                chunk = next.getAndIncrement()) {
              parts[chunk] = part.apply(chunk);
            }
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          }
        };
    Thread[] others = new Thread[Math.min(threads, chunks) - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = new Thread(work, "fit-" + (i + 1));
      others[i].setDaemon(true);
      others[i].start();
    }
    work.run();
    join(others);
    if (failure.get() instanceof Error error) {
      throw error;
    }
    if (failure.get() instanceof RuntimeException exception) {
      throw exception;
    }
    return sum(parts);
  }

  private static void join(Thread[] threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while fitting", e);
    }
  }

  private static double[] sum(double[][] parts) {
    double[] sum = parts[0];
    for (int chunk = 1; chunk < parts.length; chunk++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += parts[chunk][i];
      }
    }
    return sum;
  }
}
