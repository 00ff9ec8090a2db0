package ratchet.features;

import ratchet.model.Digest;
import ratchet.model.ModelFile;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;

/**
 * A model version that may be served: parsed, of the right shape, and scoring its golden inputs.
 * Immutable and thread-safe.
 *
 * @param sha256 digest of the bytes of the file
 */
public record LoadedModel(ModelFile file, String sha256, Scorer scorer) {
  /**
   * @throws ratchet.model.ModelFormatException naming the first wrong field
   */
  public static LoadedModel load(ModelName name, byte[] content) {
    ModelFile file = ModelReader.read(name, content);
    Scorer scorer = Scorer.of(file);
    GoldenInputs.check(scorer);
    return new LoadedModel(file, Digest.of(content), scorer);
  }
}
