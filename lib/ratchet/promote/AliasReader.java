package ratchet.promote;

import java.util.Optional;
import ratchet.model.ModelName;

/** Skeleton: what is live, without the lock (for a dry run, reload and history). */
public final class AliasReader {
  public AliasReader(ModelPaths paths) {
    throw new IllegalStateException();
  }

  public Optional<byte[]> live(ModelName model) {
    throw new IllegalStateException();
  }

  public Optional<String> liveSha256(ModelName model) {
    throw new IllegalStateException();
  }
}
