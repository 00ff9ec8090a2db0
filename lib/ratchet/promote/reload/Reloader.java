package ratchet.promote.reload;

import java.net.URI;
import java.util.List;
import ratchet.features.LoadedModel;
import ratchet.model.ModelName;

/** Makes a model's runtimes load its alias, and reports whether they did. */
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

  /**
   * What a runtime must serve after a reload.
   *
   * @param sha256 of the alias's bytes, 64 hex digits
   * @param epochSeconds the model's {@code created}, unix seconds
   * @param evenDegraded whether a runtime may call it degraded: a version that comes back may be
   *     older than the runtime's age limit, and serves all the same
   */
  record ExpectedModel(String sha256, long epochSeconds, boolean evenDegraded) {
    /** It must serve well, too. */
    public ExpectedModel(String sha256, long epochSeconds) {
      this(sha256, epochSeconds, false);
    }

    /**
     * @throws ratchet.model.ModelFormatException for bytes that no runtime could load
     */
    public static ExpectedModel of(ModelName model, byte[] alias) {
      return of(LoadedModel.load(model, alias));
    }

    public static ExpectedModel of(LoadedModel model) {
      return new ExpectedModel(model.sha256(), model.file().header().created().getEpochSecond());
    }

    /** The same for a version that comes back. */
    public ExpectedModel comingBack() {
      return new ExpectedModel(sha256, epochSeconds, true);
    }
  }
}
