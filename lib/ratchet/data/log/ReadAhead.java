package ratchet.data.log;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;

/**
 * Takes batches from a source on a thread of its own, a few ahead of whoever asks for them, and
 * opens and closes the source there. What goes wrong there is thrown to whoever asks.
 */
public final class ReadAhead<T> implements BatchSource<T> {
  private static final int AHEAD = 4;

  /** A batch, or the end where it is null, or why there is no more. */
  private record Step<T>(T batch, Throwable failure) {}

  private final BlockingQueue<Step<T>> steps = new ArrayBlockingQueue<>(AHEAD);
  private final Thread thread;
  private volatile boolean isClosed;
  private boolean isAtEnd;

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
   * @return whether anybody wants more
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

  /** Waits until the source is closed, so that what it reads from can be closed next. */
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
