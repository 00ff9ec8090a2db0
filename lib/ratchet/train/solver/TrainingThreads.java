package ratchet.train.solver;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The threads of one training, for pieces of work that can be done side by side. What is begun
 * first is taken first; no number depends on how many threads there are, nor on which is faster.
 * Closing it drops what no thread has taken.
 */
public final class TrainingThreads implements AutoCloseable {
  private final ExecutorService threads;

  /**
   * @param size at least 1; the thread that asks is none of them
   */
  public TrainingThreads(int size) {
    threads =
        Executors.newFixedThreadPool(
            size,
            work -> {
              Thread thread = new Thread(work, "train");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * @param work may wait for what was begun before it
   * @return waits for the result, and throws as the work did
   */
  public <T> Supplier<T> begin(Supplier<T> work) {
    Future<T> result = threads.submit(work::get);
    return () -> await(result);
  }

  private static <T> T await(Future<T> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
