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
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.ModelReader;
import ratchet.model.SignatureFile;

/**
 * The bytes behind an alias, read with care: it may vanish, be something else, be huge, or never
 * answer. Thread-safe.
 */
final class AliasFile implements AutoCloseable {
  private final Path alias;
  private final Optional<Path> signatures;
  private final BoundedReads reads;

  /**
   * @param signatures the file beside it, where signatures are checked
   */
  AliasFile(Path alias, Optional<Path> signatures, BoundedReads reads) {
    this.alias = alias;
    this.signatures = signatures;
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

  /** What tells two contents apart without reading them; none for a file that does not answer. */
  AliasStamp stamp() {
    try {
      return reads.run(() -> AliasStamp.of(alias));
    } catch (InputException e) {
      return AliasStamp.NONE;
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
        .orElseGet(() -> AliasContent.of(content, signed));
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
          "cannot be read (" + e.getClass().getSimpleName() + ")", "see that its disk is sound", e);
    }
  }
}
