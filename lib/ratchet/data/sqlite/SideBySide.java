package ratchet.data.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same work on several files, as many at a time as there are processors. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * What the work gives for each, in their order. All of it is done when this returns, also where
   * one failed: the first failure in their order is then thrown.
   */
  public static <A, B> List<B> run(List<A> each, Function<A, B> work) {
    if (each.size() == 1) {
      return List.of(work.apply(each.get(0)));
    }
    int threads = Math.min(each.size(), Runtime.getRuntime().availableProcessors());
    ExecutorService pool = Executors.newFixedThreadPool(threads, SideBySide::thread);
    try {
      List<Future<B>> begun = new ArrayList<>();
      each.forEach(one -> begun.add(pool.submit(() -> work.apply(one))));
      return results(begun);
    } finally {
      pool.shutdown();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "read-files");
    thread.setDaemon(true);
    return thread;
  }

  private static <B> List<B> results(List<Future<B>> begun) {
    List<B> results = new ArrayList<>();
    Throwable failure = null;
    for (Future<B> one : begun) {
      try {
        results.add(one.get());
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      } catch (InterruptedException e) {
        begun.forEach(other -> other.cancel(true));
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while reading files", e);
      }
    }
    if (failure instanceof RuntimeException known) {
      throw known;
    }
    if (failure instanceof Error bug) {
      throw bug;
    }
    return results;
  }
}
