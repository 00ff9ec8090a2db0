package ratchet.promote.reload;

import ratchet.features.LoadedModel;
import ratchet.model.ModelName;

/**
 * What a runtime must serve after a reload.
 *
 * @param sha256 of the alias's bytes, 64 hex digits
 * @param epochSeconds the model's {@code created}, unix seconds
 * @param evenDegraded whether a runtime may call it degraded: a version that comes back may be
 *     older than the runtime's age limit, and serves all the same
 */
public record ExpectedModel(String sha256, long epochSeconds, boolean evenDegraded) {
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
