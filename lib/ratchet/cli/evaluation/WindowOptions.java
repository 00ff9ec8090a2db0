package ratchet.cli.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ratchet.data.sqlite.TimeWindow;

/** The options {@code --from} and {@code --to}: which part of the log is read. */
public final class WindowOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Start of the window, such as 2026-01-31 or 2026-01-31T12:00:00Z.")
  private Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "End of the window, exclusive.")
  private Instant to;

  /**
   * The window.
   *
   * @return the whole log if neither end is given
   * @throws ParameterException when the window ends before it begins
   */
  public TimeWindow all() {
    return window(
        from == null ? TimeWindow.ALL.fromMs() : from.toEpochMilli(),
        to == null ? TimeWindow.ALL.toMs() : to.toEpochMilli());
  }

  /**
   * The window, of a default length.
   *
   * @param length used from the end that is given, or up to now if neither is
   * @throws ParameterException when the window ends before it begins, or has no length
   */
  public TimeWindow last(Duration length, Clock clock) {
    Instant end =
        Optional.ofNullable(to)
            .orElseGet(() -> from == null ? clock.instant() : later(from.plus(length), clock));
    Instant begin = Optional.ofNullable(from).orElseGet(() -> end.minus(length));
    if (begin.equals(end)) {
      throw reversed(begin.toString(), end.toString());
    }
    return window(begin.toEpochMilli(), end.toEpochMilli());
  }

  /** A window that begins long ago reaches to now. */
  private static Instant later(Instant end, Clock clock) {
    return end.isAfter(clock.instant()) ? end : clock.instant();
  }

  private TimeWindow window(long fromMs, long toMs) {
    if (fromMs > toMs) {
      throw reversed(from.toString(), to.toString());
    }
    return new TimeWindow(fromMs, toMs);
  }

  private ParameterException reversed(String begin, String end) {
    return new ParameterException(
        command.commandLine(), "--from " + begin + " is not before --to " + end);
  }
}
