package ratchet.promote;

import java.net.URI;
import java.util.List;
import ratchet.model.ModelName;

/** Makes a model's runtimes load its alias, and tells whether they did. */
@FunctionalInterface
public interface Reloader {
  /**
   * @param urls at least one
   * @return one reply per address
   */
  List<ReloadReply> reload(ModelName model, List<URI> urls, Expected expected);
}
