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
 * The logs that a command was given: the database of one bot, or those of several, each file once
 * and in the order of their paths. Whatever is read of them does not depend on that order.
 *
 * <p>A file that cannot be read fails the command, unless it may be left out: then it is left out
 * of everything that this object reads from then on. Thread-safe.
 */
public final class LogFiles {
  private static final int NAMED = 3;

  /**
   * A file that is left out.
   *
   * @param why one sentence, which names the file
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

  /** One file, which need not be there. */
  public static LogFiles of(Path file) {
    return new LogFiles(List.of(file), false, notice -> {});
  }

  /**
   * The files that texts name, each a path or a pattern such as {@code bots/*.db}.
   *
   * @param source what the texts were given by, e.g. {@code --db}
   * @param notices as of the other
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
   * The texts of a setting that names databases: one path, or several texts separated as in {@code
   * PATH}.
   */
  public static List<String> texts(String setting) {
    return LogPattern.split(setting);
  }

  /**
   * Several files. One that is named twice, by a link too, is read once.
   *
   * @param files at least one
   * @param skipsUnreadable whether a file that cannot be read is left out
   * @param notices receives a sentence for each file that is named twice or left out
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
      return file.toAbsolutePath().normalize(); // opening it says what is wrong with it
    }
  }

  /** Those that are not left out. */
  public synchronized List<Path> files() {
    return files.stream().filter(file -> !skipped.containsKey(file)).toList();
  }

  /** The files as a setting names them, with absolute paths: what {@link #texts} reads back. */
  public String setting() {
    return files().stream()
        .map(file -> file.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Whether one file was given, so that nothing needs to be said of files. */
  public boolean isOne() {
    return files.size() == 1;
  }

  /** Files that were left out so far. */
  public synchronized List<Skipped> skipped() {
    return List.copyOf(skipped.values());
  }

  /** Whether there is anything to read: of several files, each was named and must be there. */
  public boolean exist() {
    return !isOne() || Files.exists(files.get(0));
  }

  /**
   * Leaves a file out from now on, and says so.
   *
   * @param why one sentence, which names the file
   * @return whether it may be left out: where that was not asked for, or no other file would be
   *     left, nothing changes
   */
  public synchronized boolean skip(Path file, String why) {
    List<Path> left = files();
    if (!skipsUnreadable || !left.contains(file) || left.size() == 1) {
      return false;
    }
    skipped.put(file, new Skipped(file, why));
    notices.accept(why + "; the file is left out (--skip-unreadable)");
    return true;
  }

  /** For people: the file, or some of them and how many more there are. */
  @Override
  public String toString() {
    List<Path> left = files();
    String named = left.stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "));
    return left.size() <= NAMED ? named : named + " and " + (left.size() - NAMED) + " more";
  }
}
