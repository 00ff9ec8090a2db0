package ratchet.promote.hook;

import java.util.ArrayList;
import java.util.List;
import ratchet.model.InputException;

/**
 * Splits a command line into words as a POSIX shell does: white space separates, single quotes keep
 * everything, double quotes keep all but a backslash before {@code "}, {@code \}, {@code $} and a
 * back quote, a backslash elsewhere keeps the next character. Nothing is expanded.
 */
final class ShellWords {
  private static final String ESCAPABLE_IN_DOUBLE_QUOTES = "\"\\$`";

  private final String source;
  private final String line;
  private final List<String> words = new ArrayList<>();
  private StringBuilder word;
  private int position;

  private ShellWords(String source, String line) {
    this.source = source;
    this.line = line;
  }

  /**
   * @param source the name of the line in messages, e.g. {@code --backtest-command}
   * @throws InputException for an open quote, a backslash at the end, or no words
   */
  static List<String> split(String source, String line) {
    return new ShellWords(source, line).split();
  }

  private List<String> split() {
    while (position < line.length()) {
      char character = line.charAt(position++);
      if (Character.isWhitespace(character)) {
        endWord();
      } else if (character == '\'' || character == '"') {
        quoted(character);
      } else if (character == '\\') {
        begun().append(next("a backslash"));
      } else {
        begun().append(character);
      }
    }
    endWord();
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw invalid("names no program");
    }
    return List.copyOf(words);
  }

  private void quoted(char quote) {
    StringBuilder into = begun();
    for (char character = next("a quote"); character != quote; character = next("a quote")) {
      boolean escape =
          quote == '"'
              && character == '\\'
              && position < line.length()
              && ESCAPABLE_IN_DOUBLE_QUOTES.indexOf(line.charAt(position)) >= 0;
      into.append(escape ? line.charAt(position++) : character);
    }
  }

  private char next(String open) {
    if (position >= line.length()) {
      throw invalid("ends within " + open);
    }
    return line.charAt(position++);
  }

  private StringBuilder begun() {
    if (word == null) {
      word = new StringBuilder();
    }
    return word;
  }

  private void endWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }

  private InputException invalid(String why) {
    return new InputException(
        source + " \"" + line + "\" " + why, "correct the quotes, as for a shell");
  }
}
