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
 * The file {@code ledger.index.json}: a summary of the lines that the ledger had when it was
 * written, so that they need not be read again. It is derived from the ledger alone and may be
 * deleted at any time.
 */
final class LedgerIndex {
  private static final long WORTH_BYTES = 1 << 18;

  private final Path file;
  private final FileOperations operations;
  private long savedBytes;

  /**
   * @param ledger the file beside which the index lies
   */
  LedgerIndex(Path ledger, FileOperations operations) {
    this.file = of(ledger);
    this.operations = operations;
  }

  static Path of(Path ledger) {
    return ledger.resolveSibling("ledger.index.json");
  }

  /** The stored summary; empty when there is none, or it is of another ledger. */
  Optional<LedgerState> load(SeekableByteChannel ledger) throws IOException {
    Optional<LedgerState> found = stored().filter(state -> fits(state, ledger));
    savedBytes = found.map(LedgerState::bytes).orElse(0L);
    return found;
  }

  /** Whether there is an index whose lines are not the first lines of this ledger. */
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

  /** Whether the summary is of the first lines of this ledger: its last line has that digest. */
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
   * Writes the index where it is missing or at least {@link #WORTH_BYTES} behind.
   *
   * @throws InputException when that fails; the former index is unchanged
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
          "cannot write", file, "until it can be written, commands read more of the ledger", e);
    }
  }
}
