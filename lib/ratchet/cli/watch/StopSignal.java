package ratchet.cli.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ratchet.cli.Console;

/**
 * Handles SIGTERM, SIGHUP and SIGINT while a watch runs: the current look is completed, because it
 * may be switching an alias, and a message is printed. The exit status is that of the signal. The
 * thread that looks closes it.
 */
final class StopSignal implements AutoCloseable {
  /** 20 seconds; a service manager waits longer before it kills. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private StopSignal(Console console) {
    this.hook = new Thread(() -> stop(console), "watch-stop");
  }

  static StopSignal listen(Console console) {
    StopSignal signal = new StopSignal(console);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void stop(Console console) {
    stopped.countDown();
    boolean isComplete = false;
    try {
      isComplete = ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.warn(
        isComplete
            ? "watch was ended by a signal and completed its look; start it again, nothing is lost"
            : "watch was ended by a signal during a look; the next run completes the look");
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Waits; returns false when a signal came. */
  boolean sleep(Duration time) {
    try {
      return !stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending: the hook already runs and waits for the next line
    } finally {
      ended.countDown();
    }
  }
}
