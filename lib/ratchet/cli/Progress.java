package ratchet.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows the progress of long work on stderr: a bar on a terminal, elsewhere a line every two
 * seconds, nothing with {@code --quiet} or {@code --json}. The last line says how the work ended:
 * {@code rows: 1000 of 1000 done in 3.1 s} or {@code rows: stopped at 400 of 1000 after 1.2 s}.
 * Thread-safe.
 *
 * <pre>{@code
 * try (Progress rows = Progress.start(console, "rows", total)) {
 *   rows.step(1000);
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {
  private static final long NANOSECONDS_BETWEEN_LINES = 2_000_000_000L;

  private final Console console;
  private final String task;
  private final long total;
  private final LongSupplier nanoTime;
  private final Optional<ProgressBar> bar;
  private final long startedAt;
  private long done;
  private long shownAt;
  private boolean isShown;
  private boolean finished;

  private Progress(
      Console console, String task, long total, LongSupplier nanoTime, Optional<ProgressBar> bar) {
    this.console = console;
    this.task = task;
    this.total = total;
    this.nanoTime = nanoTime;
    this.bar = bar;
    this.startedAt = nanoTime.getAsLong();
    this.shownAt = startedAt;
  }

  /**
   * @param task a noun in the plural, e.g. {@code rows} or {@code epochs} Starts the display.
   * @param total the expected number, or -1 if it is not known
   */
  public static Progress start(Console console, String task, long total) {
    Optional<ProgressBar> bar =
        console.isWatched() ? Optional.of(bar(task, total)) : Optional.empty();
    return new Progress(console, task, total, System::nanoTime, bar);
  }

  /** Prints lines only, by another clock; for tests. */
  static Progress lines(Console console, String task, long total, LongSupplier nanoTime) {
    return new Progress(console, task, total, nanoTime, Optional.empty());
  }

  private static ProgressBar bar(String task, long total) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  /** Adds to the number that is done. */
  public synchronized void step(long more) {
    done += more;
    bar.ifPresent(drawn -> drawn.stepBy(more));
    long now = nanoTime.getAsLong();
    boolean ends = total >= 0 && done >= total;
    if (bar.isEmpty() && now - shownAt >= NANOSECONDS_BETWEEN_LINES && !ends) {
      shownAt = now;
      isShown = true;
      console.say(task + ": " + count());
    }
  }

  /** Marks the work as complete; only required where the total is not known. */
  public synchronized void finished() {
    finished = true;
  }

  @Override
  public synchronized void close() {
    bar.ifPresent(ProgressBar::close);
    double seconds = (nanoTime.getAsLong() - startedAt) / 1e9;
    if (isShown || bar.isPresent() || 1e9 * seconds >= NANOSECONDS_BETWEEN_LINES) {
      boolean complete = finished || (total >= 0 && done >= total);
      console.say(
          String.format(
              Locale.ROOT,
              complete ? "%s: %s done in %.1f s" : "%s: stopped at %s after %.1f s",
              task,
              count(),
              seconds));
    }
  }

  private String count() {
    return done + (total < 0 ? "" : " of " + total);
  }
}
