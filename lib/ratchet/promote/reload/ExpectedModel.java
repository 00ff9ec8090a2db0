package ratchet.promote.reload;

import ratchet.features.LoadedModel;
import ratchet.model.ModelName;

/**
 * What a runtime must serve after a reload.
 *
 * @param sha256 of the alias's bytes, 64 hex digits
 * @param epochSeconds the model's {@code created}, unix seconds
 */
public record ExpectedModel(String sha256, long epochSeconds) {
  /**
   * @throws ratchet.model.ModelFormatException for bytes that no runtime could load
   */
  public static ExpectedModel of(ModelName model, byte[] alias) {
    return of(LoadedModel.load(model, alias));
  }

  public static ExpectedModel of(LoadedModel model) {
    return new ExpectedModel(model.sha256(), model.file().header().created().getEpochSecond());
  }
}
