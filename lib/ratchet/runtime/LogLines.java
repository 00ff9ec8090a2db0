package ratchet.runtime;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * Makes log lines safe: text from a file or a request cannot start a new line, forge a log entry or
 * send control codes to the terminal.
 */
public final class LogLines {
  private LogLines() {}

  /** A sink that puts the current time (ISO-8601 UTC, milliseconds) before each line. */
  public static Consumer<String> timed(Clock clock, Consumer<String> to) {
    return line -> to.accept(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line);
  }

  /** A sink that passes on {@link #printable(String) printable} text only. */
  static Consumer<String> printable(Consumer<String> to) {
    return line -> to.accept(printable(line));
  }

  /**
   * The text with control characters, format characters and line separators escaped, e.g. as {@code
   * \}{@code u001b}.
   */
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
