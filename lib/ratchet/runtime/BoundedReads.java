package ratchet.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ratchet.model.InputException;

/**
 * Reads one model's files with a time limit. A mount that hangs, or a link to something that
 * blocks, occupies one of {@value #MOST_AT_ONCE} threads and never the caller's. Thread-safe.
 */
class BoundedReads implements AutoCloseable {
  /** A reload makes at most two reads, and its client waits five seconds. */
  static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final int MOST_AT_ONCE = 4;

  private final Duration timeout;
  private final ThreadPoolExecutor threads;

  BoundedReads(String name, Duration timeout) {
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "read-" + name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the read on another thread, and returns or throws what it returns or throws.
   *
   * @throws InputException when the read does not end in time; the message is a predicate whose
   *     subject is the file
   */
  <T> T run(Callable<T> read) {
    try {
      Future<T> reading = threads.submit(read);
      try {
        return reading.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // an interrupted read of a file channel returns, where the system lets it
        reading.cancel(true);
        throw unanswered("cannot be read: nothing came within " + timeout.toMillis() + " ms", e);
      }
    } catch (RejectedExecutionException e) {
      throw unanswered("cannot be read: " + MOST_AT_ONCE + " earlier reads have not returned", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered("was not read: this process is stopping", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static InputException unanswered(String problem, Exception cause) {
    return new InputException(
        problem,
        "check that its mount answers and that it is not a link to a device or pipe",
        cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
