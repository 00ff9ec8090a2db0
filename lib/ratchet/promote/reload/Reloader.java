package ratchet.promote.reload;

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
  List<ReloadReply> reload(ModelName model, List<URI> urls, ExpectedModel expected);

  /**
   * Makes them load the version that was put back. Unlike a new version it is asked of everyone,
   * whoever fails: a runtime that took the new one must not keep it because another is ill.
   */
  default List<ReloadReply> restore(ModelName model, List<URI> urls, ExpectedModel expected) {
    return reload(model, urls, expected);
  }
}
