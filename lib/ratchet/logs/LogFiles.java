package ratchet.logs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The database files that a command reads: that of one bot, or those of several. They are sorted by
 * path; results do not depend on the order.
 *
 * <p>A file that cannot be read fails the command. With {@code --skip-unreadable} it is skipped
 * instead, in every later read through this object. Thread-safe.
 */
public final class LogFiles {
  private static final int NAMED = 3;

  /**
   * A file that was skipped.
   *
   * @param why one sentence that names the file
   */
  public record Skipped(Path file, String why) {}

  private final List<Path> files;
  private final boolean skipsUnreadable;
  private final Consumer<String> notices;
  private final Map<Path, Skipped> skipped = new LinkedHashMap<>();

  private LogFiles(List<Path> files, boolean skipsUnreadable, Consumer<String> notices) {
    this.files = List.copyOf(files);
    this.skipsUnreadable = skipsUnreadable;
    this.notices = notices;
  }

  /** One file, which need not exist. */
  public static LogFiles of(Path file) {
    return new LogFiles(List.of(file), false, notice -> {});
  }

  /**
   * The files that the texts name. Each text is a path or a pattern such as {@code bots/*.db}.
   *
   * @param source the option or setting, for messages, e.g. {@code --db}
   * @param skipsUnreadable whether a file that cannot be read is skipped
   * @param notices receives a sentence for each file that is named twice or skipped
   * @throws ratchet.model.InputException for a pattern that no file matches
   */
  public static LogFiles named(
      List<String> texts, String source, boolean skipsUnreadable, Consumer<String> notices) {
    return of(
        texts.stream().flatMap(text -> LogPattern.files(text, source).stream()).toList(),
        skipsUnreadable,
        notices);
  }

  /**
   * Splits a setting that names databases at the path separator, as in {@code PATH}. A setting that
   * is the path of an existing file is not split.
   */
  public static List<String> texts(String setting) {
    return LogPattern.split(setting);
  }

  /**
   * Several files. A file that is named twice, also through a link, is read once.
   *
   * @param files at least one
   * @param skipsUnreadable whether a file that cannot be read is skipped
   * @param notices receives a sentence for each file that is named twice or skipped
   */
  public static LogFiles of(List<Path> files, boolean skipsUnreadable, Consumer<String> notices) {
    Map<Object, Path> known = new LinkedHashMap<>();
    for (Path file : files.stream().distinct().sorted(Comparator.naturalOrder()).toList()) {
      Path first = known.putIfAbsent(identity(file), file);
      if (first != null) {
        notices.accept(file + " is the same file as " + first + ": it is read once");
      }
    }
    return new LogFiles(List.copyOf(known.values()), skipsUnreadable, notices);
  }

  private static Object identity(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file.toRealPath() : key;
    } catch (IOException e) {
      return file.toAbsolutePath().normalize(); // opening it reports the error
    }
  }

  /** The files that were not skipped. */
  public synchronized List<Path> files() {
    return files.stream().filter(file -> !skipped.containsKey(file)).toList();
  }

  /**
   * The absolute paths of {@link #files()}, joined by the path separator; {@link #texts} splits
   * them.
   */
  public String setting() {
    return files().stream()
        .map(file -> file.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Whether a single file was given; messages then need not name it. */
  public boolean isOne() {
    return files.size() == 1;
  }

  /** The files that were skipped so far. */
  public synchronized List<Skipped> skipped() {
    return List.copyOf(skipped.values());
  }

  /** Whether there is a database to read: the one file exists, or several files were given. */
  public boolean exist() {
    return !isOne() || Files.exists(files.get(0));
  }

  /**
   * Skips a file from now on and sends a notice.
   *
   * @param why one sentence that names the file
   * @return whether it is skipped; false without {@code --skip-unreadable}, or if no other file
   *     would be left
   */
  public synchronized boolean skip(Path file, String why) {
    List<Path> left = files();
    if (!skipsUnreadable || !left.contains(file) || left.size() == 1) {
      return false;
    }
    skipped.put(file, new Skipped(file, why));
    notices.accept(why + "; the file is skipped (--skip-unreadable)");
    return true;
  }

  /** For messages: the first files by name, and the number of the others. */
  @Override
  public String toString() {
    List<Path> left = files();
    String named = left.stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "));
    return left.size() <= NAMED ? named : named + " and " + (left.size() - NAMED) + " more";
  }
}
