package ratchet.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.MalformedJsonException;

/**
 * The end of a ledger that is no event: a write that was not finished, or a last line that cannot
 * be read.
 *
 * @param offset where it begins
 */
record LedgerTail(long offset, byte[] content) {
  private static final long LONGEST_BYTES = 64L << 20;

  /** Empty when the ledger ends as it should. */
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
          ledger.file() + " ends in more than 64 MiB without a newline",
          "restore it from a backup, or move it away to begin a new ledger");
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
