package ratchet.logs;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import ratchet.model.InputException;

/**
 * A text that names database files: a path, or a shell pattern, in which {@code *} stands for any
 * part of a name, {@code **} for any folders, {@code ?} for a character, and {@code [..]} and
 * {@code {a,b}} for one of several.
 */
final class LogPattern {
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[{]");

  /** Files that SQLite keeps beside a database. */
  private static final Pattern BESIDE = Pattern.compile(".*-(wal|shm|journal)");

  private LogPattern() {}

  /**
   * The files that a text names. If a file of exactly this name exists, the text is not a pattern.
   *
   * @param source the option or setting, for messages, e.g. {@code --db}
   * @throws InputException for a pattern that is invalid or that no file matches
   */
  static List<Path> files(String text, String source) {
    Path whole = path(text, source);
    if (!SPECIAL.matcher(text).find() || Files.exists(whole)) {
      return List.of(whole);
    }
    List<Path> found = match(text, source);
    if (found.isEmpty()) {
      throw new InputException(
          source + " " + text + ": no file matches this pattern",
          "correct the pattern; it is relative to the folder " + Path.of("").toAbsolutePath());
    }
    return found;
  }

  /**
   * Splits a list at the path separator, as in {@code PATH}. The path of an existing file is not
   * split.
   */
  static List<String> split(String list) {
    boolean isOne = list.indexOf(File.pathSeparatorChar) < 0 || new File(list).exists();
    return isOne
        ? List.of(list)
        : Arrays.stream(list.split(Pattern.quote(File.pathSeparator)))
            .map(String::strip)
            .filter(Predicate.not(String::isEmpty))
            .toList();
  }

  private static Path path(String text, String source) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InputException(
          source + " " + text + " is not a path: " + e.getReason(), "name a file", e);
    }
  }

  private static List<Path> match(String text, String source) {
    Path base = base(text);
    String rest = text.substring(prefix(text));
    try {
      PathMatcher matcher = base.getFileSystem().getPathMatcher("glob:" + rest);
      int depth = rest.contains("**") ? Integer.MAX_VALUE : rest.split("/").length;
      Path from = base.toString().isEmpty() ? Path.of(".") : base;
      if (!Files.isDirectory(from)) {
        return List.of();
      }
      try (Stream<Path> below = Files.walk(from, depth)) {
        List<Path> found = new ArrayList<>();
        below
            .filter(Files::isRegularFile)
            .map(from::relativize)
            .filter(matcher::matches)
            .filter(file -> !BESIDE.matcher(file.toString()).matches())
            .map(base::resolve)
            .sorted()
            .forEach(found::add);
        return found;
      }
    } catch (PatternSyntaxException e) {
      throw new InputException(
          source + " " + text + " is not a valid pattern: " + e.getDescription(),
          "close its brackets, or name the files one by one",
          e);
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(
          source + " " + text + ": the folder cannot be read: " + e.getMessage(),
          "give this user read access to it",
          e);
    }
  }

  /** Index at which the first path part with a wildcard begins. */
  private static int prefix(String text) {
    Matcher special = SPECIAL.matcher(text);
    int at = special.find() ? special.start() : text.length();
    return text.lastIndexOf('/', at) + 1;
  }

  private static Path base(String text) {
    return Path.of(text.substring(0, prefix(text)));
  }
}
