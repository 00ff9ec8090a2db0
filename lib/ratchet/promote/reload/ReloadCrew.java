package ratchet.promote.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import ratchet.model.InputException;

/** A bounded number of daemon threads for one wave. */
final class ReloadCrew {
  private ReloadCrew() {}

  /**
   * @return one result per task, in the order of the tasks
   * @throws InputException when this thread is interrupted meanwhile
   */
  static <T, R> List<R> all(List<T> tasks, int concurrency, Function<T, R> work) {
    if (tasks.size() == 1) {
      return List.of(work.apply(tasks.get(0)));
    }
    ExecutorService crew =
        Executors.newFixedThreadPool(
            Math.min(concurrency, tasks.size()),
            task -> {
              Thread thread = new Thread(task, "reload");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<R>> futures =
          tasks.stream().map(task -> crew.submit(() -> work.apply(task))).toList();
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InputException("interrupted while runtimes were asked", "run again", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a runtime's answer broke the client", e.getCause());
    } finally {
      crew.shutdownNow();
    }
  }
}
