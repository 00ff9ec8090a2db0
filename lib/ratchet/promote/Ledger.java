package ratchet.promote;

import java.nio.file.Path;
import java.util.List;

/** Skeleton. */
public final class Ledger {
  private final Path file;

  public Ledger(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  public LedgerEvent append(LedgerEvent event) {
    throw new IllegalStateException();
  }

  public List<LedgerEvent> read() {
    throw new IllegalStateException();
  }

  public LedgerVerification verify() {
    throw new IllegalStateException();
  }
}
