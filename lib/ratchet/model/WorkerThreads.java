package ratchet.model;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A fixed number of daemon threads that run tasks in parallel, in the order of submission. Closing
 * drops the tasks that have not started and interrupts the others. Thread-safe.
 */
public final class WorkerThreads implements AutoCloseable {
  private final String name;
  private final ExecutorService threads;

  /**
   * @param name name of the threads, also used in messages, e.g. {@code train}
   * @param size number of threads, at least 1; the calling thread is not one of them
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
   * Runs the work for each task in parallel; a single task runs on the calling thread. With several
   * tasks, all have ended when this returns or throws. If tasks failed, it throws the exception of
   * the first failed task in task order.
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
      // it is thrown again when the results are collected
    }
  }

  /**
   * Starts work on one of the threads.
   *
   * @param work may wait for work that was started before it
   * @return a supplier that waits for the result; it throws what the work threw, or an {@link
   *     InputException} when the waiting thread is interrupted
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
