package ratchet.promote.rollout;

import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.promote.reload.Reloader.ExpectedModel;

/**
 * What the alias holds.
 *
 * @param content kept as it is, so that it can be put back byte for byte
 * @param loaded empty when no runtime could load it; {@code problem} then says why
 */
public record ChampionFile(
    byte[] content, String sha256, Optional<LoadedModel> loaded, Optional<String> problem) {
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

  /** What a runtime must say once it serves this again. */
  public ExpectedModel expected() {
    return loaded.map(ExpectedModel::of).orElseGet(() -> new ExpectedModel(sha256, 0));
  }
}
