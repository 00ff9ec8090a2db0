package ratchet.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;
import ratchet.model.RolloutMarker;

/**
 * The repairs that are made when a models folder is opened: an unfinished last line of the ledger
 * is moved to a file of its own, temporary files are deleted, and an alias that differs from the
 * ledger is recorded there. Each repair appends a {@code recovered} event, whose reason is one of
 * the constants here.
 */
final class AliasStoreRecovery {
  /** A run was killed after it switched the alias and before it appended to the ledger. */
  static final String SWITCH_NOT_RECORDED = "switch_not_recorded";

  /** Somebody else wrote the alias. */
  static final String CHANGED_OUTSIDE = "alias_changed_outside";

  /** The ledger names a version, but there is no alias. */
  static final String MISSING = "alias_missing";

  /** The ledger has no event of this model yet, but there is an alias. */
  static final String NEW_TO_LEDGER = "alias_new_to_ledger";

  /** Followed by the number of files in brackets; a run was killed before the switch. */
  static final String TEMPORARY_FILES = "temporary_files_removed";

  /** Followed by the name of the file that holds the line now, in brackets. */
  static final String TORN_LINE = "torn_line_set_aside";

  static final String TORN_PREFIX = "ledger.torn-";

  private final ModelPaths paths;
  private final FileOperations operations;
  private final AliasStore store;
  private final Clock clock;
  private final LedgerAuthor author;
  private final List<LedgerEvent> appended = new ArrayList<>();

  AliasStoreRecovery(
      ModelPaths paths,
      FileOperations operations,
      AliasStore store,
      Clock clock,
      LedgerAuthor author) {
    this.paths = paths;
    this.operations = operations;
    this.store = store;
    this.clock = clock;
    this.author = author;
  }

  List<LedgerEvent> run() {
    try {
      setTornLineAside();
      recordTornFiles();
      removeUnfinishedIntent();
      new SwitchIntentRecovery(store, paths.intent(), operations, this::append).run();
      for (ModelName model : ModelName.values()) {
        int removed = removeTemporaryFiles(model);
        repair(model, removed);
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot repair", paths.directory(), "no alias was changed", e);
    }
    return List.copyOf(appended);
  }

  private void setTornLineAside() throws IOException {
    Optional<LedgerTail> found = LedgerTail.torn(store.ledger());
    if (found.isEmpty()) {
      return;
    }
    byte[] torn = found.get().content();
    String name = TORN_PREFIX + Digest.abbreviate(Digest.of(torn)) + ".txt";
    Path aside = paths.directory().resolve(name);
    operations.delete(aside);
    operations.create(aside, torn);
    operations.sync(paths.directory());
    operations.truncate(paths.ledger(), found.get().offset());
  }

  /** Reads the folder, so that a kill between writing the file and this event is repaired too. */
  private void recordTornFiles() throws IOException {
    for (Path file : filesIn(paths.directory(), TORN_PREFIX, ".txt")) {
      String reason = TORN_LINE + "(" + file.getFileName() + ")";
      if (!store.ledger().hasTornLine(reason)) {
        append(null, null, null, reason);
      }
    }
  }

  private void removeUnfinishedIntent() throws IOException {
    Path unfinishedIndex = AliasStore.temporary(paths.ledgerIndex());
    if (Files.exists(unfinishedIndex)) {
      operations.delete(unfinishedIndex);
    }
    Path unfinished = AliasStore.temporary(paths.intent());
    if (Files.exists(unfinished)) {
      operations.delete(unfinished);
      append(null, null, null, TEMPORARY_FILES + "(1)");
    }
  }

  private int removeTemporaryFiles(ModelName model) throws IOException {
    Path target = ModelPaths.canonical(paths.alias(model));
    List<Path> stale = new ArrayList<>();
    stale.addAll(
        filesIn(target.getParent(), "." + target.getFileName(), AliasStore.TEMPORARY_SUFFIX));
    stale.addAll(filesIn(paths.historyFolder(model), ".", AliasStore.TEMPORARY_SUFFIX));
    for (Path file : stale) {
      operations.delete(file);
    }
    removeRolloutMarker(model);
    return stale.size();
  }

  /** A marker that is found here is of a run that died: no reload will follow any more. */
  private void removeRolloutMarker(ModelName model) throws IOException {
    Path marker = RolloutMarker.fileOf(paths.alias(model));
    for (Path file : List.of(marker, AliasStore.temporary(marker))) {
      if (Files.exists(file)) {
        operations.delete(file);
      }
    }
  }

  private void repair(ModelName model, int temporaryFiles) {
    Optional<LedgerEvent> recorded = store.ledger().live(model);
    String expected = recorded.map(LedgerEvent::toSha256).orElse(null);
    Optional<byte[]> found = store.live(model);
    String actual = found.map(Digest::of).orElse(null);
    if (!Objects.equals(expected, actual)) {
      String reason = difference(model, recorded.isPresent(), found);
      found.ifPresent(content -> store.archive(model, content));
      append(model, expected, actual, reason);
    } else if (temporaryFiles > 0) {
      append(model, actual, actual, TEMPORARY_FILES + "(" + temporaryFiles + ")");
    }
  }

  private String difference(ModelName model, boolean known, Optional<byte[]> found) {
    if (found.isEmpty()) {
      return MISSING;
    }
    if (Files.exists(AliasReader.version(paths, model, Digest.of(found.get())))) {
      return SWITCH_NOT_RECORDED;
    }
    return known ? CHANGED_OUTSIDE : NEW_TO_LEDGER;
  }

  private void append(ModelName model, String from, String to, String reason) {
    appended.add(
        store
            .ledger()
            .append(
                LedgerEvent.of(
                    clock.instant(), LedgerEvent.Kind.RECOVERED, model, from, to, reason, author)));
  }

  private static List<Path> filesIn(Path folder, String prefix, String suffix) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .filter(path -> path.getFileName().toString().endsWith(suffix))
          .sorted()
          .toList();
    }
  }

  /**
   * The unreadable end of a ledger: a line whose writing was not finished, or a last line that is
   * not an event.
   *
   * @param offset of its first byte in the file
   * @param content without a newline
   */
  record LedgerTail(long offset, byte[] content) {
    private static final long LONGEST_BYTES = 64L << 20;

    /** Empty when the last line of the ledger is an event that ends in a newline. */
    static Optional<LedgerTail> torn(Ledger ledger) throws IOException {
      if (!Files.exists(ledger.file())) {
        return Optional.empty();
      }
      try (SeekableByteChannel channel = ledger.open()) {
        long end = channel.size();
        long start = LedgerScan.lineStart(channel, end);
        if (start < end) {
          return Optional.of(tail(ledger, channel, start, end));
        }
        if (end == 0) {
          return Optional.empty();
        }
        LedgerTail last = tail(ledger, channel, LedgerScan.lineStart(channel, end - 1), end);
        byte[] line = Arrays.copyOf(last.content(), last.content().length - 1);
        return isEvent(line) ? Optional.empty() : Optional.of(new LedgerTail(last.offset(), line));
      }
    }

    private static LedgerTail tail(Ledger ledger, SeekableByteChannel channel, long start, long end)
        throws IOException {
      if (end - start > LONGEST_BYTES) {
        throw new InputException(
            ledger.file() + " has a last line of more than 64 MiB",
            "restore it from a backup, or move it away to start a new ledger");
      }
      return new LedgerTail(start, LedgerScan.bytes(channel, start, (int) (end - start)));
    }

    private static boolean isEvent(byte[] line) {
      try {
        LedgerEventReader.read(line);
        return true;
      } catch (MalformedJsonException e) {
        return false;
      }
    }
  }
}
