package ratchet.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;

/**
 * The model version that answers requests. Immutable: a request reads it once, and a later reload
 * does not affect that request.
 *
 * @param inputs the names that the model reads
 * @param since when it began to serve
 * @param newerPromotion time of a later signed promotion, when the signature file held one at the
 *     start of this process; else empty
 */
public record ServedModel(
    LoadedModel model, InputNames inputs, Instant since, Optional<Instant> newerPromotion) {

  static ServedModel of(LoadedModel model, Instant since) {
    return new ServedModel(model, InputNames.of(model), since, Optional.empty());
  }

  ServedModel withNewerPromotion(Optional<Instant> at) {
    return at.equals(newerPromotion) ? this : new ServedModel(model, inputs, since, at);
  }

  /** Digest of the file, 64 lower-case hex digits. */
  public String sha256() {
    return model.sha256();
  }

  /** The {@code created} time of the file. */
  public Instant created() {
    return model.file().header().created();
  }

  /** The {@code status} of the file: {@code ok} or {@code degraded}; no other status is served. */
  public String fileStatus() {
    return model.file().header().status();
  }

  /** Time since the file was created. */
  public Duration age(Instant now) {
    return Duration.between(created(), now);
  }
}
