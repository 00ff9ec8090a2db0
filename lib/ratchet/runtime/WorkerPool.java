package ratchet.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that each carry one request from its first byte to the last of its answer, and a clock
 * that cuts those which take too long.
 *
 * <p>The JDK's server reads and writes in blocking calls on interruptible channels: interrupting
 * the thread closes the connection. So a client that dribbles its request or never reads its answer
 * costs a thread for one time-out and no more, whatever system properties were set.
 */
final class WorkerPool implements Executor, AutoCloseable {
  private final ThreadPoolExecutor threads;
  private final Set<Work> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Thread watchdog;
  private final long timeoutNanos;

  /**
   * @param maxThreads when all are busy, a further connection is closed
   * @param requestTimeout from the first byte of a request to the last of its answer
   */
  WorkerPool(int maxThreads, Duration requestTimeout) {
    this.timeoutNanos = requestTimeout.toNanos();
    AtomicInteger count = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            0,
            maxThreads,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> daemon(task, "serve-" + count.incrementAndGet()));
    long pauseMillis = Math.max(10, Math.min(1000, requestTimeout.toMillis() / 10));
    this.watchdog = daemon(() -> watch(pauseMillis), "serve-watchdog");
    watchdog.start();
  }

  @Override
  public void execute(Runnable task) {
    Work work = new Work(task);
    inFlight.incrementAndGet();
    try {
      threads.execute(work);
    } catch (RuntimeException | Error e) {
      // the server closes the connection of a task that was not taken
      inFlight.decrementAndGet();
      throw e;
    }
  }

  /** Requests being read, answered or written. */
  int inFlight() {
    return inFlight.get();
  }

  @Override
  public void close() {
    watchdog.interrupt();
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void watch(long pauseMillis) {
    try {
      while (true) {
        Thread.sleep(pauseMillis);
        long now = System.nanoTime();
        running.forEach(work -> work.cutWhenOverdue(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One request; knows its thread only while it runs, so that no other request is ever cut. */
  private final class Work implements Runnable {
    private final Runnable task;
    private Thread thread;
    private long startedNanos;

    Work(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      begin();
      running.add(this);
      try {
        task.run();
      } finally {
        running.remove(this);
        end();
        inFlight.decrementAndGet();
      }
    }

    private synchronized void begin() {
      thread = Thread.currentThread();
      startedNanos = System.nanoTime();
    }

    private synchronized void end() {
      thread = null;
      // a cut that came too late must not hit the next request
      Thread.interrupted();
    }

    private synchronized void cutWhenOverdue(long nowNanos) {
      if (thread != null && nowNanos - startedNanos > timeoutNanos) {
        thread.interrupt();
      }
    }
  }
}
