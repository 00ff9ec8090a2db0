package ratchet.runtime;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Lines for a log that stay lines: what a file or a request brought cannot break one, forge another
 * or command the terminal.
 */
public final class LogLines {
  private LogLines() {}

  /** A sink that begins each line with its time, ISO-8601 UTC to the millisecond. */
  public static Consumer<String> timed(Clock clock, Consumer<String> to) {
    return line -> to.accept(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line);
  }

  /** A sink that gets printable text only. */
  static Consumer<String> printable(Consumer<String> to) {
    return line -> to.accept(printable(line));
  }

  /** Control and format characters and line separators as {@code \}{@code u001b} and their like. */
  static String printable(String text) {
    if (text.chars().noneMatch(LogLines::isUnprintable)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              if (isUnprintable(c)) {
                printable.append(String.format("\\u%04x", c));
              } else {
                printable.append((char) c);
              }
            });
    return printable.toString();
  }

  private static boolean isUnprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
