package ratchet.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Long work on stderr: a bar on a terminal, elsewhere a line every two seconds, nothing with {@code
 * --quiet} or {@code --json}. Whatever was shown ends in a line that says how it ended: {@code
 * rows: 1000 of 1000 done in 3.1 s} or {@code rows: stopped at 400 of 1000 after 1.2 s}. Several
 * threads may step.
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
  private long saidAt;
  private boolean spoke;
  private boolean finished;

  private Progress(
      Console console, String task, long total, LongSupplier nanoTime, Optional<ProgressBar> bar) {
    this.console = console;
    this.task = task;
    this.total = total;
    this.nanoTime = nanoTime;
    this.bar = bar;
    this.startedAt = nanoTime.getAsLong();
    this.saidAt = startedAt;
  }

  /**
   * @param task a noun in the plural, e.g. {@code rows} or {@code epochs}
   * @param total how many there will be, or -1 where nobody knows yet
   */
  public static Progress start(Console console, String task, long total) {
    Optional<ProgressBar> bar =
        console.isWatched() ? Optional.of(bar(task, total)) : Optional.empty();
    return new Progress(console, task, total, System::nanoTime, bar);
  }

  /** Lines only, by another clock: how a test makes time pass. */
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

  /** So many more are done. */
  public synchronized void step(long more) {
    done += more;
    bar.ifPresent(drawn -> drawn.stepBy(more));
    long now = nanoTime.getAsLong();
    boolean ends = total >= 0 && done >= total;
    if (bar.isEmpty() && now - saidAt >= NANOSECONDS_BETWEEN_LINES && !ends) {
      saidAt = now;
      spoke = true;
      console.say(task + ": " + count());
    }
  }

  /** The work is complete; only needed where the total is not known. */
  public synchronized void finished() {
    finished = true;
  }

  @Override
  public synchronized void close() {
    bar.ifPresent(ProgressBar::close);
    double seconds = (nanoTime.getAsLong() - startedAt) / 1e9;
    if (spoke || bar.isPresent() || 1e9 * seconds >= NANOSECONDS_BETWEEN_LINES) {
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
