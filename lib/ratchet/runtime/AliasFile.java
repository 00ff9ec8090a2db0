package ratchet.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelReader;
import ratchet.model.RolloutMarker;
import ratchet.model.SignatureFile;
import ratchet.model.WatchNote;

/**
 * The bytes behind an alias, read with care: it may vanish, be something else, be huge, or never
 * answer. Thread-safe.
 */
final class AliasFile implements AutoCloseable {
  private final Path alias;
  private final Optional<Path> signatures;
  private final Path rollout;
  private final Path watchNote;
  private volatile AliasStamp noteSeen = AliasStamp.NONE;
  private volatile Optional<WatchNote> note = Optional.empty();
  private final Clock clock;
  private final BoundedReads reads;

  /**
   * @param signatures the file beside it, where signatures are checked
   */
  AliasFile(Path alias, Optional<Path> signatures, Clock clock, BoundedReads reads) {
    this.alias = alias;
    this.signatures = signatures;
    this.rollout = RolloutMarker.fileOf(alias);
    this.watchNote = WatchNote.fileOf(alias);
    this.clock = clock;
    this.reads = reads;
  }

  Path path() {
    return alias;
  }

  /** What is there now; every fault of the files is part of the answer. */
  AliasContent read() {
    try {
      return reads.run(this::readAll);
    } catch (InputException e) {
      return AliasContent.unreadable(e, Optional.empty());
    }
  }

  /**
   * The stamp of the alias and of the files beside it, taken without reading them. Empty where the
   * files do not answer.
   */
  List<AliasStamp> stamps() {
    try {
      return reads.run(
          () -> {
            List<AliasStamp> stamps = new ArrayList<>();
            stamps.add(AliasStamp.of(alias));
            stamps.add(AliasStamp.of(rollout));
            signatures.ifPresent(file -> stamps.add(AliasStamp.of(file)));
            return stamps;
          });
    } catch (InputException e) {
      return List.of();
    }
  }

  /** Reads what the last look of a watch says, where that file has changed. */
  void readNote() {
    try {
      reads.run(
          () -> {
            AliasStamp stamp = AliasStamp.of(watchNote);
            if (!stamp.equals(noteSeen)) {
              note = readNoteNow();
              noteSeen = stamp;
            }
            return stamp;
          });
    } catch (InputException e) {
      note = Optional.empty();
    }
  }

  /** As of the last {@link #readNote}; empty without a file that can be read. */
  Optional<WatchNote> note() {
    return note;
  }

  private Optional<WatchNote> readNoteNow() {
    try {
      return read(watchNote, WatchNote.MAX_BYTES).map(WatchNote::read);
    } catch (InputException | MalformedJsonException e) {
      // it is only shown; what cannot be read is not
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    reads.close();
  }

  private AliasContent readAll() {
    // the stamp before the content: what changes in between is found at the next look
    Optional<AliasStamp> stamp = signatures.map(AliasStamp::of);
    Optional<byte[]> bytes = Optional.empty();
    Optional<InputException> problem = Optional.empty();
    try {
      bytes = read(alias, ModelReader.MAX_BYTES);
    } catch (InputException e) {
      problem = Optional.of(e);
    }
    Optional<AliasContent.SignatureContent> signed =
        signatures.map(file -> readSignatures(file, stamp.orElseThrow()));
    Optional<byte[]> content = bytes;
    return problem
        .map(p -> AliasContent.unreadable(p, signed))
        .orElseGet(() -> AliasContent.of(content, signed, rolledOut()));
  }

  /** The version that the file beside the alias names; empty without a file that still counts. */
  private Optional<String> rolledOut() {
    try {
      AliasStamp stamp = AliasStamp.of(rollout);
      Instant end = stamp.modified().toInstant().plus(RolloutMarker.VALID_FOR);
      return stamp.equals(AliasStamp.NONE) || end.isBefore(clock.instant())
          ? Optional.empty()
          : read(rollout, RolloutMarker.MAX_BYTES).map(RolloutMarker::read);
    } catch (InputException | MalformedJsonException e) {
      // it can only delay a load; what cannot be read delays none
      return Optional.empty();
    }
  }

  private static AliasContent.SignatureContent readSignatures(Path file, AliasStamp stamp) {
    try {
      Optional<byte[]> bytes = read(file, SignatureFile.MAX_BYTES);
      return new AliasContent.SignatureContent(stamp, bytes, Optional.empty());
    } catch (InputException e) {
      return new AliasContent.SignatureContent(stamp, Optional.empty(), Optional.of(e));
    }
  }

  /** The whole content, at most one byte more than {@code maxBytes}; empty without a file. */
  private static Optional<byte[]> read(Path file, int maxBytes) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // a pipe would block the reader for good
        throw new InputException("is not a regular file", "put a model file there");
      }
      // a channel: unlike a stream, its read ends when the thread is interrupted
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          InputStream in = Channels.newInputStream(channel)) {
        return Optional.of(in.readNBytes(maxBytes + 1));
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw new InputException("may not be read by this process", "let its user read the file", e);
    } catch (IOException e) {
      throw new InputException(
          "cannot be read (" + e.getClass().getSimpleName() + ")", "check the disk", e);
    }
  }
}
