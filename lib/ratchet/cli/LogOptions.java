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
          "Leave out those of several databases that cannot be read, and name them. Without it, one"
              + " that cannot be read fails the command.")
  private boolean skipUnreadable;

  private LogFiles files;
  private final List<String> untold = new ArrayList<>();
  private Consumer<String> notices = untold::add;

  /**
   * The databases that the command reads, the same object each time. The default one need not be
   * there.
   *
   * @throws InputException for a pattern that no file matches, and for one file that was named and
   *     is not there: whoever mistypes a name must not be judged by no rows at all
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

  /** The files that are read, for who must not write over one; those that are there or not. */
  public List<Path> targets() {
    return LogFiles.named(texts(Settings.here()), source(Settings.here()), false, notice -> {})
        .files();
  }

  /** Says what there was and will be to say of files, e.g. that one is left out. */
  void tell(Consumer<String> listener) {
    untold.forEach(listener);
    untold.clear();
    notices = listener;
  }

  /** Whether files that cannot be read are left out. */
  boolean skipsUnreadable() {
    return skipUnreadable;
  }

  /**
   * What a document says of several files: {@code databases:{files:[…], skipped:[{file, error}]}};
   * nothing of one.
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
