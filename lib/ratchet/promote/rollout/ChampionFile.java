package ratchet.promote.rollout;

import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.promote.reload.Reloader.ExpectedModel;

/**
 * The file of a live version.
 *
 * @param content the bytes, so that they can be restored exactly
 * @param sha256 digest of the bytes, 64 hex digits
 * @param loaded the model; empty when the file does not load
 * @param problem the reason for which the file does not load; empty when it does
 */
public record ChampionFile(
    byte[] content, String sha256, Optional<LoadedModel> loaded, Optional<String> problem) {
  /** The file with these bytes, loaded if possible. */
  public static ChampionFile of(ModelName model, byte[] content) {
    String sha256 = Digest.of(content);
    try {
      return new ChampionFile(
          content, sha256, Optional.of(LoadedModel.load(model, content)), Optional.empty());
    } catch (ModelFormatException e) {
      return new ChampionFile(content, sha256, Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  /** When it was trained; empty when it does not load. */
  Optional<Instant> created() {
    return loaded.map(model -> model.file().header().created());
  }

  /** The version that a runtime must report once it serves this file again. */
  public ExpectedModel expected() {
    return loaded.map(ExpectedModel::of).orElseGet(() -> new ExpectedModel(sha256, 0));
  }
}
