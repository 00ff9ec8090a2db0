package ratchet.data.log;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Reads batches of a source on a thread of its own, a few ahead of the consumer. It opens and
 * closes the source on that thread. A failure there is thrown by {@link #next}.
 */
public final class ReadAhead<T> implements BatchSource<T> {
  private static final int AHEAD = 4;

  /** A batch; null at the end, or with the failure that ended reading. */
  private record Step<T>(T batch, Throwable failure) {}

  private final BlockingQueue<Step<T>> steps = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile boolean isClosed;
  private boolean isAtEnd;

  /** Starts the thread {@code name}, which opens the source. */
  public ReadAhead(String name, Supplier<BatchSource<T>> opened) {
    thread = new Thread(() -> read(opened), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void read(Supplier<BatchSource<T>> opened) {
    Step<T> last;
    try (BatchSource<T> source = opened.get()) {
      T batch = source.next();
      while (batch != null && hand(new Step<>(batch, null))) {
        batch = source.next();
      }
      last = new Step<>(null, null);
    } catch (RuntimeException | Error e) {
      last = new Step<>(null, e);
    }
    hand(last);
  }

  /**
   * @return whether to read more
   */
  private boolean hand(Step<T> step) {
    try {
      if (!isClosed) {
        steps.put(step);
      }
    } catch (InterruptedException e) {
      // only close() interrupts this thread
      return false;
    }
    return !isClosed;
  }

  @Override
  public T next() {
    if (isAtEnd) {
      return null;
    }
    try {
      Step<T> step = steps.take();
      isAtEnd = step.batch == null;
      if (step.failure instanceof RuntimeException failure) {
        throw failure;
      } else if (step.failure instanceof Error failure) {
        throw failure;
      }
      return step.batch;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading ahead", e);
    }
  }

  /** Waits until the source is closed, so that its database can be closed next. */
  @Override
  public void close() {
    isClosed = true;
    thread.interrupt();
    boolean wasInterrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
