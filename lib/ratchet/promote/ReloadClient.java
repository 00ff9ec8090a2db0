package ratchet.promote;

import java.net.URI;
import java.util.List;
import ratchet.model.ModelName;

/** Skeleton. */
public final class ReloadClient implements AutoCloseable {
  public ReloadClient(ReloadSettings settings) {}

  public ReloadReply reload(ModelName model, URI url, Expected expected) {
    throw new IllegalStateException();
  }

  public List<ReloadReply> reloadAll(
      ModelName model, List<URI> urls, Expected expected, Waves waves) {
    throw new IllegalStateException();
  }

  @Override
  public void close() {}
}
