package ratchet.promote;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ratchet.model.ModelName;

/** Skeleton. */
public final class AliasStore implements AutoCloseable {
  private AliasStore() {}

  public static AliasStore open(ModelPaths paths, Duration lockTimeout, Clock clock) {
    throw new IllegalStateException();
  }

  public static AliasStore open(
      ModelPaths paths, Duration lockTimeout, Clock clock, LedgerAuthor author) {
    throw new IllegalStateException();
  }

  public List<LedgerEvent> recovered() {
    throw new IllegalStateException();
  }

  public Optional<byte[]> live(ModelName model) {
    throw new IllegalStateException();
  }

  public Optional<String> liveSha256(ModelName model) {
    throw new IllegalStateException();
  }

  public void replace(ModelName model, byte[] content) {
    throw new IllegalStateException();
  }

  public void remove(ModelName model) {
    throw new IllegalStateException();
  }

  public Optional<byte[]> archived(ModelName model, String sha256Prefix) {
    throw new IllegalStateException();
  }

  public Ledger ledger() {
    throw new IllegalStateException();
  }

  @Override
  public void close() {
    throw new IllegalStateException();
  }
}
