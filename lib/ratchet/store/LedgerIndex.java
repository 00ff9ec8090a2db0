package ratchet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;

/**
 * {@code ledger.index.json}: what the ledger's lines said when it was written, so that nobody reads
 * them again. Made from the ledger alone; without it the ledger says the same, later.
 */
final class LedgerIndex {
  private static final long WORTH_BYTES = 1 << 18;

  private final Path file;
  private final FileOperations operations;
  private long savedBytes;

  /**
   * @param ledger beside which it lies
   */
  LedgerIndex(Path ledger, FileOperations operations) {
    this.file = of(ledger);
    this.operations = operations;
  }

  static Path of(Path ledger) {
    return ledger.resolveSibling("ledger.index.json");
  }

  /** Empty when there is none, or one of another ledger. */
  Optional<LedgerState> load(SeekableByteChannel ledger) throws IOException {
    Optional<LedgerState> found = stored().filter(state -> fits(state, ledger));
    savedBytes = found.map(LedgerState::bytes).orElse(0L);
    return found;
  }

  /** Whether there is one, of lines that the ledger no longer begins with. */
  boolean isOfOtherLines(SeekableByteChannel ledger) throws IOException {
    return stored().filter(state -> !fits(state, ledger)).isPresent();
  }

  private Optional<LedgerState> stored() throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LedgerState.of(Json.read(operations.read(file))));
    } catch (MalformedJsonException notOurs) {
      return Optional.empty();
    }
  }

  /** Whether these are the ledger's first lines. */
  static boolean fits(LedgerState state, SeekableByteChannel ledger) {
    try {
      long last = state.bytes() - 1 - state.lastOffset();
      if (state.lines() == 0) {
        return state.bytes() == 0;
      }
      if (state.bytes() > ledger.size() || last < 0 || last > Integer.MAX_VALUE - 8) {
        return false;
      }
      byte[] line = LedgerScan.bytes(ledger, state.lastOffset(), (int) last + 1);
      return line.length == last + 1
          && line[(int) last] == '\n'
          && Digest.of(Arrays.copyOf(line, (int) last)).equals(state.lastSha256());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Replaces it where it is missing or far behind.
   *
   * @throws InputException when that fails; the former one is still there
   */
  void save(LedgerState state) {
    if (savedBytes <= state.bytes() && state.bytes() - savedBytes < WORTH_BYTES) {
      return;
    }
    try {
      Path temporary = AliasStore.temporary(file);
      operations.delete(temporary);
      operations.create(
          temporary, (Json.line(state.toJson()) + "\n").getBytes(StandardCharsets.UTF_8));
      operations.rename(temporary, file);
      savedBytes = state.bytes();
    } catch (IOException e) {
      throw FileFailure.of(
          "cannot write",
          file,
          "until it can be written, the ledger is read from an earlier line",
          e);
    }
  }
}
