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
 * Reads an alias. The file may vanish, not be a regular file, be too large, or never answer; each
 * of these is reported as a problem, and none blocks the caller for good. Thread-safe.
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
   * @param signatures the signature file beside the alias; empty when signatures are not checked
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

  /** Reads the alias now. A fault of a file is part of the result and is not thrown. */
  AliasContent read() {
    try {
      return reads.run(this::readAll);
    } catch (InputException e) {
      return AliasContent.unreadable(e, Optional.empty());
    }
  }

  /**
   * The stamps of the alias and of the files beside it, taken without reading the files. Empty when
   * the file system does not answer in time.
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

  /** Reads the note of the last watch comparison again if its file has changed. */
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

  /** The note as of the last {@link #readNote}; empty when there is no readable file. */
  Optional<WatchNote> note() {
    return note;
  }

  private Optional<WatchNote> readNoteNow() {
    try {
      return read(watchNote, WatchNote.MAX_BYTES).map(WatchNote::read);
    } catch (InputException | MalformedJsonException e) {
      // the note is only shown, so an unreadable note is left out
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    reads.close();
  }

  private AliasContent readAll() {
    // the stamp is taken before the content: a change in between is found at the next check
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

  /** The digest that the rollout marker names; empty when there is no marker or it has expired. */
  private Optional<String> rolledOut() {
    try {
      AliasStamp stamp = AliasStamp.of(rollout);
      Instant end = stamp.modified().toInstant().plus(RolloutMarker.VALID_FOR);
      return stamp.equals(AliasStamp.NONE) || end.isBefore(clock.instant())
          ? Optional.empty()
          : read(rollout, RolloutMarker.MAX_BYTES).map(RolloutMarker::read);
    } catch (InputException | MalformedJsonException e) {
      // the marker can only delay a load, so an unreadable marker is ignored
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

  /** The whole content, cut after {@code maxBytes} + 1 bytes; empty when there is no file. */
  private static Optional<byte[]> read(Path file, int maxBytes) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // reading a pipe could block forever
        throw new InputException("is not a regular file", "put a model file there");
      }
      // a channel, because an interrupt ends its read, unlike the read of a file stream
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
