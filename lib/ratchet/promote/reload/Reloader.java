package ratchet.promote.reload;

import java.net.URI;
import java.util.List;
import ratchet.features.LoadedModel;
import ratchet.model.ModelName;

/** Asks the runtimes of a model to load its alias, and reports whether they did. */
@FunctionalInterface
public interface Reloader {
  /**
   * Asks the runtimes to load a new version.
   *
   * @param urls at least one
   * @return one reply per address
   */
  List<ReloadReply> reload(ModelName model, List<URI> urls, ExpectedModel expected);

  /**
   * Asks the runtimes to load the version that was restored. Unlike for a new version, all are
   * asked even if one fails: a runtime that loaded the new version must not keep it because another
   * one failed.
   */
  default List<ReloadReply> restore(ModelName model, List<URI> urls, ExpectedModel expected) {
    return reload(model, urls, expected);
  }

  /**
   * The version that a runtime must serve after a reload.
   *
   * @param sha256 of the alias's bytes, 64 hex digits
   * @param epochSeconds the model's {@code created}, Unix seconds
   * @param evenDegraded whether the runtime may report it as degraded: a restored version may be
   *     older than the runtime's age limit and is served all the same
   */
  record ExpectedModel(String sha256, long epochSeconds, boolean evenDegraded) {
    /** A version that must not be degraded. */
    public ExpectedModel(String sha256, long epochSeconds) {
      this(sha256, epochSeconds, false);
    }

    /**
     * The version in these bytes, which must not be degraded.
     *
     * @throws ratchet.model.ModelFormatException for bytes that do not load as a model
     */
    public static ExpectedModel of(ModelName model, byte[] alias) {
      return of(LoadedModel.load(model, alias));
    }

    /** This version, which must not be degraded. */
    public static ExpectedModel of(LoadedModel model) {
      return new ExpectedModel(model.sha256(), model.file().header().created().getEpochSecond());
    }

    /** A copy that may be degraded, for a version that is restored. */
    public ExpectedModel allowDegraded() {
      return new ExpectedModel(sha256, epochSeconds, true);
    }
  }
}
