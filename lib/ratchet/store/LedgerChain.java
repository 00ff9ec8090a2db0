package ratchet.store;

import ratchet.model.Digest;
import ratchet.model.MalformedJsonException;

/** Checks the chain of digests of a ledger, one line at a time. */
final class LedgerChain {
  private String expected;
  private int number;
  private long bytes;
  private LedgerVerification.Broken broken;

  LedgerVerification walk(Ledger ledger) {
    ledger.scan(0, Long.MAX_VALUE, this::next);
    if (broken != null) {
      return broken;
    }
    return ledger.length() > bytes
        ? new LedgerVerification.Broken(number + 1, "is unfinished: it does not end in a newline")
        : new LedgerVerification.Intact(number);
  }

  private void next(byte[] line) {
    if (broken != null) {
      return;
    }
    number++;
    bytes += line.length + 1L;
    try {
      String previous = LedgerEventReader.read(line).previous();
      if (expected == null ? previous != null : !expected.equals(previous)) {
        broken = new LedgerVerification.Broken(number, mismatch(previous));
      }
    } catch (MalformedJsonException e) {
      broken = new LedgerVerification.Broken(number, e.getMessage());
    }
    expected = Digest.of(line);
  }

  private String mismatch(String previous) {
    return expected == null
        ? "says that there is a line before it (" + previous + "), but it is the first"
        : "says that the line before it has the digest "
            + previous
            + ", but that line has "
            + expected
            + ": one of the two was changed";
  }
}
