package ratchet.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.Json;

/**
 * The {@code --db} option of commands that read logs: the database of one bot, or those of several.
 * The option may be given several times, and each may be a pattern; a setting holds one such text
 * or several, separated as in {@code PATH}.
 */
public final class LogOptions extends DatabaseOptions {
  @Option(
      names = "--skip-unreadable",
      description =
          "Skip databases that cannot be read, and name them, if there are several. Without it, one"
              + " that cannot be read fails the command.")
  private boolean skipUnreadable;

  private LogFiles files;
  private final List<String> waiting = new ArrayList<>();
  private Consumer<String> notices = waiting::add;

  /**
   * The databases that the command reads, the same object at each call. The default one need not
   * exist.
   *
   * @throws InputException for a pattern that no file matches, and for a single file that was named
   *     and does not exist: a mistyped name must not count as an empty database
   */
  public LogFiles files() {
    if (files == null) {
      files = files(Settings.here());
    }
    return files;
  }

  LogFiles files(Settings settings) {
    List<String> texts = texts(settings);
    String source = source(settings);
    LogFiles found =
        LogFiles.named(texts, source, skipUnreadable, notice -> notices.accept(notice));
    return found.isOne() ? LogFiles.of(existing(found.files().get(0), settings)) : found;
  }

  /** The files that are read, which no output may overwrite; they need not exist. */
  public List<Path> targets() {
    return LogFiles.named(texts(Settings.here()), source(Settings.here()), false, notice -> {})
        .files();
  }

  /** Sets the listener of notices about files, e.g. a skipped one; passes on earlier notices. */
  void listen(Consumer<String> listener) {
    waiting.forEach(listener);
    waiting.clear();
    notices = listener;
  }

  /** Whether files that cannot be read are skipped. */
  boolean skipsUnreadable() {
    return skipUnreadable;
  }

  /**
   * The field {@code databases} of a document: {@code {files:[…], skipped:[{file, error}]}}; empty
   * for a single file.
   */
  Optional<ObjectNode> document() {
    if (files == null || files.isOne()) {
      return Optional.empty();
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode read = json.putArray("files");
    files.files().forEach(file -> read.add(file.toString()));
    ArrayNode skipped = json.putArray("skipped");
    files
        .skipped()
        .forEach(
            one -> skipped.addObject().put("file", one.file().toString()).put("error", one.why()));
    return Optional.of(json);
  }
}
