package ratchet.model;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A fixed number of daemon threads for pieces of work that run side by side. Work is taken in the
 * order in which it was begun. Closing drops what no thread has taken and interrupts the rest.
 */
public final class WorkerThreads implements AutoCloseable {
  private final String name;
  private final ExecutorService threads;

  /**
   * @param name of the threads, and of the work in messages, e.g. {@code train}
   * @param size at least 1; the calling thread is not one of them
   */
  public WorkerThreads(String name, int size) {
    this.name = name;
    threads =
        Executors.newFixedThreadPool(
            size,
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs the work for each task, on the calling thread where there is only one task. All of it is
   * done when this returns, also where some failed: what the first of these in the order of the
   * tasks threw is then thrown.
   *
   * @param size the largest number of threads, at least 1
   * @return one result per task, in the order of the tasks
   * @throws InputException when the calling thread is interrupted meanwhile
   */
  public static <T, R> List<R> map(String name, int size, List<T> tasks, Function<T, R> work) {
    if (tasks.size() <= 1) {
      return tasks.stream().map(work).toList();
    }
    try (WorkerThreads threads = new WorkerThreads(name, Math.min(size, tasks.size()))) {
      List<Supplier<R>> begun =
          tasks.stream().map(task -> threads.begin(() -> work.apply(task))).toList();
      begun.forEach(WorkerThreads::awaitEnd);
      return begun.stream().map(Supplier::get).toList();
    }
  }

  private static void awaitEnd(Supplier<?> begun) {
    try {
      begun.get();
    } catch (RuntimeException | Error e) {
      // thrown again where the results are taken
    }
  }

  /**
   * @param work may wait for what was begun before it
   * @return waits for the result; throws what the work threw, or an {@link InputException} when the
   *     waiting thread is interrupted
   */
  public <T> Supplier<T> begin(Supplier<T> work) {
    Future<T> result = threads.submit(work::get);
    return () -> await(result);
  }

  private <T> T await(Future<T> result) {
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException(name + " was interrupted", "run it again", e);
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
