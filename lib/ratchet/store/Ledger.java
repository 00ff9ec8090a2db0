package ratchet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;
import ratchet.store.LedgerTimeline.LedgerEntry;

/**
 * The append-only record of what happened to the aliases: one JSON object per line. Each line holds
 * the SHA-256 of the line before it (its bytes without the newline; {@code null} in the first
 * line), so that an edit is detected.
 *
 * <p>A query reads only the lines that it needs. A summary of the earlier lines is kept beside the
 * ledger in {@code ledger.index.json}, together with the digest of the last line that it covers.
 * Where the index is missing or does not match, the ledger is read once from the start.
 *
 * <p>Every process may read; only the holder of the {@link AliasStore} may append. Not thread-safe.
 */
public final class Ledger {
  private static final int MOST_VERSIONS = 1_000;

  private final Path file;
  private final LedgerIndex index;
  private final FileOperations operations;
  private LedgerState state;

  /** The ledger in this file, which need not exist yet; nothing is read here. */
  public Ledger(Path file) {
    this(file, new LocalFileOperations());
  }

  Ledger(Path file, FileOperations operations) {
    this.file = file;
    this.index = new LedgerIndex(file, operations);
    this.operations = operations;
  }

  /** The file, e.g. {@code models/ledger.jsonl}. */
  public Path file() {
    return file;
  }

  /**
   * Appends one line and forces it to the device.
   *
   * @return the event as written, with {@code previous} filled in
   * @throws InputException when it cannot be written; the message says what state the ledger is in
   */
  public LedgerEvent append(LedgerEvent event) {
    LedgerState before = state();
    if (hasUnfinishedLine()) {
      throw new InputException(
          file + " ends in an unfinished line", "run again: opening the models folder fixes it");
    }
    LedgerEvent chained = event.withPrevious(before.lastSha256());
    String line = Json.line(chained.toJson());
    byte[] content = line.getBytes(StandardCharsets.UTF_8);
    try {
      operations.append(file, (line + "\n").getBytes(StandardCharsets.UTF_8));
      if (before.lines() == 0) {
        operations.sync(file.toAbsolutePath().getParent());
      }
    } catch (IOException e) {
      throw FileFailure.of("cannot append to", file, takeBack(before.bytes(), e), e);
    }
    before.add(content.length, Digest.of(content), chained);
    return chained;
  }

  private String takeBack(long length, IOException failure) {
    try {
      if (Files.exists(file)) {
        operations.truncate(file, length);
      }
      return "the ledger is unchanged";
    } catch (IOException e) {
      failure.addSuppressed(e);
      return "its last line is unfinished, and the next run sets it aside";
    }
  }

  /**
   * The last event that records what is live; its {@code toSha256} is {@code null} for no alias.
   *
   * @throws InputException naming the line that is not an event
   */
  public Optional<LedgerEvent> live(ModelName model) {
    return state().model(model).live().map(this::whole);
  }

  /**
   * For each model with an event up to that instant, the event that recorded what was live then.
   * Where a clock was set back, the order of the lines decides.
   */
  public Map<ModelName, LedgerEvent> liveAt(Instant instant) {
    Map<ModelName, LedgerEvent> live = new EnumMap<>(ModelName.class);
    if (instant.equals(Instant.MAX)) {
      ModelName.all().forEach(model -> live(model).ifPresent(event -> live.put(model, event)));
      return live;
    }
    Set<ModelName> wanted = EnumSet.allOf(ModelName.class);
    List<LedgerBlock> blocks = new ArrayList<>(state().blocks());
    Collections.reverse(blocks);
    for (LedgerBlock block : blocks) {
      if (block.beginsBy(instant) && wanted.stream().anyMatch(block::recordsLive)) {
        Map<ModelName, LedgerEvent> found = new EnumMap<>(ModelName.class);
        read(
            block,
            event -> {
              if (event.model() != null
                  && wanted.contains(event.model())
                  && event.event().recordsLive()
                  && !event.at().isAfter(instant)) {
                found.put(event.model(), event);
              }
            });
        live.putAll(found);
        wanted.removeAll(found.keySet());
      }
    }
    return live;
  }

  /** See {@link ModelTimeline#anchor}; without gates, hooks and replies. */
  public Optional<LedgerEvent> anchor(ModelName model) {
    return state().model(model).anchor().map(LedgerEntry::event);
  }

  /** The last version that was live and not on probation; empty when there was none. */
  public Optional<String> lastConfirmed(ModelName model) {
    return state().model(model).confirmed().last();
  }

  /** Whether a version was promoted on probation and not confirmed since. */
  public boolean isOnProbation(ModelName model, String sha256) {
    return state().model(model).confirmed().isUnconfirmed(sha256);
  }

  /** See {@link ModelTimeline#unconfirmed}. */
  public Optional<LedgerEvent> unconfirmed(ModelName model) {
    return state().model(model).unconfirmed().map(LedgerEntry::event);
  }

  /** See {@link ModelTimeline#lastStanding}; without gates, hooks and replies. */
  public Optional<LedgerEvent> lastStanding(ModelName model) {
    ModelTimeline timeline = state().model(model);
    return timeline.isExhausted()
        ? new LedgerTimeline(read()).lastStanding(model).map(LedgerEvent::withoutTrees)
        : timeline.lastStanding().map(LedgerEntry::event);
  }

  /** See {@link LedgerTimeline#versionsBefore}. */
  public List<String> versionsBefore(ModelName model) {
    List<LedgerEvent> newest =
        latest(
            block -> block.recordsLive(model),
            event -> event.model() == model && event.event().recordsLive(),
            MOST_VERSIONS);
    LedgerTimeline timeline = new LedgerTimeline(newest);
    return timeline.lastStanding(model).map(LedgerEvent::withoutTrees).equals(lastStanding(model))
        ? timeline.versionsBefore(model)
        : new LedgerTimeline(read()).versionsBefore(model);
  }

  /** The event that put promotions of a model on hold; empty when there is no hold. */
  public Optional<LedgerEvent> held(ModelName model) {
    return state().model(model).held().map(LedgerEntry::event);
  }

  /** Versions that were rolled back and have not been live since, newest last. */
  public List<String> withdrawn(ModelName model) {
    return state().model(model).withdrawn();
  }

  /** The first refusal since a candidate passed its gates; empty when the last one passed. */
  public Optional<LedgerEvent> firstRefused(ModelName model) {
    return state().model(model).firstRefused().map(LedgerEntry::event);
  }

  /** The number of candidates refused since then; one that was tried again counts once. */
  public int refusedCandidates(ModelName model) {
    return state().model(model).refusedCandidates();
  }

  boolean hasTornLine(String reason) {
    return state().hasTornLine(reason);
  }

  /** The number of events. */
  public int size() {
    return state().lines();
  }

  /**
   * The newest events that match, the oldest of them first.
   *
   * @param model only events of this model
   * @param since only events at or after this time
   * @param most the largest number of events; little more than these is read
   */
  public List<LedgerEvent> latest(Optional<ModelName> model, Optional<Instant> since, int most) {
    return latest(
        block ->
            (model.isEmpty() || block.has(model.get()))
                && (since.isEmpty() || block.reaches(since.get())),
        event ->
            (model.isEmpty() || event.model() == model.get())
                && (since.isEmpty() || !event.at().isBefore(since.get())),
        most);
  }

  private List<LedgerEvent> latest(
      Predicate<LedgerBlock> mayHave, Predicate<LedgerEvent> wanted, int most) {
    List<LedgerBlock> blocks = new ArrayList<>(state().blocks());
    Collections.reverse(blocks);
    List<LedgerEvent> newest = new ArrayList<>();
    for (LedgerBlock block : blocks) {
      if (newest.size() >= most) {
        break;
      }
      if (mayHave.test(block)) {
        List<LedgerEvent> found = new ArrayList<>();
        read(
            block,
            event -> {
              if (wanted.test(event)) {
                found.add(event);
              }
            });
        Collections.reverse(found);
        newest.addAll(found.subList(0, Math.min(found.size(), most - newest.size())));
      }
    }
    Collections.reverse(newest);
    return List.copyOf(newest);
  }

  /**
   * Every event, oldest first, all in memory; empty when there is no ledger. Bytes after the last
   * newline are not an event yet: a process is writing them, or was killed while it did.
   *
   * @throws InputException naming the line that is not an event
   */
  public List<LedgerEvent> read() {
    List<LedgerEvent> events = new ArrayList<>();
    scan(0, Long.MAX_VALUE, line -> events.add(event(line, events.size() + 1)));
    return List.copyOf(events);
  }

  /** Checks the chain of digests from the first line to the last. */
  public LedgerVerification verify() {
    return new LedgerChain().walk(this);
  }

  /** Whether the last line does not end in a newline. */
  public boolean hasUnfinishedLine() {
    return length() > state().bytes();
  }

  boolean isBehindItsIndex() throws IOException {
    try (SeekableByteChannel channel = open()) {
      return index.isOfOtherLines(channel);
    }
  }

  /**
   * Writes the index, unless the one on disk covers nearly every line.
   *
   * @throws InputException when it cannot be written; queries then read more lines
   */
  void saveIndex() {
    index.save(state());
  }

  /** The summary of all lines that are there now; reads only lines that were added since. */
  private LedgerState state() {
    if (!Files.exists(file)) {
      state = new LedgerState();
      return state;
    }
    try (SeekableByteChannel channel = open()) {
      if (state == null || !LedgerIndex.fits(state, channel)) {
        state = index.load(channel).orElseGet(LedgerState::new);
      }
      LedgerState known = state;
      LedgerScan.lines(
          channel,
          known.bytes(),
          channel.size(),
          line -> {
            known.add(line.length, Digest.of(line), event(line, known.lines() + 1));
            return true;
          });
      return known;
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, "", e);
    }
  }

  private void read(LedgerBlock block, Consumer<LedgerEvent> events) {
    int[] number = {block.firstLine()};
    long end = block.offset() + block.bytes();
    scan(block.offset(), end, line -> events.accept(event(line, number[0]++)));
  }

  void scan(long from, long to, Consumer<byte[]> lines) {
    if (!Files.exists(file)) {
      return;
    }
    try (SeekableByteChannel channel = open()) {
      LedgerScan.lines(
          channel,
          from,
          Math.min(to, channel.size()),
          line -> {
            lines.accept(line);
            return true;
          });
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, "", e);
    }
  }

  private LedgerEvent whole(LedgerEntry entry) {
    try (SeekableByteChannel channel = open()) {
      byte[] line = LedgerScan.bytes(channel, entry.offset(), entry.bytes());
      return event(line, "at byte " + entry.offset());
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, "", e);
    }
  }

  private LedgerEvent event(byte[] line, int number) {
    return event(line, "line " + number);
  }

  private LedgerEvent event(byte[] line, String where) {
    try {
      return LedgerEventReader.read(line);
    } catch (MalformedJsonException e) {
      throw new InputException(
          file + " " + where + " " + e.getMessage(),
          "restore the line from a backup, or move the file away to start a new ledger");
    }
  }

  long length() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Refuses what is not a regular file: opening a pipe or a device could block for ever. */
  SeekableByteChannel open() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "the ledger " + file + " is not a regular file",
          "move it away, or restore it from a backup");
    }
    return operations.open(file);
  }
}
