package ratchet.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;

/**
 * The model version that answers requests. Immutable: a request takes it once and is answered by it
 * alone, whatever is loaded meanwhile.
 *
 * @param inputs the names that the model reads
 * @param since when it began to serve
 * @param newerPromotion when a later promotion was signed, where this process found that beside the
 *     file when it started; empty where there is none
 */
public record ServedModel(
    LoadedModel model, InputNames inputs, Instant since, Optional<Instant> newerPromotion) {

  static ServedModel of(LoadedModel model, Instant since) {
    return new ServedModel(model, InputNames.of(model), since, Optional.empty());
  }

  ServedModel withNewerPromotion(Optional<Instant> at) {
    return at.equals(newerPromotion) ? this : new ServedModel(model, inputs, since, at);
  }

  public String sha256() {
    return model.sha256();
  }

  /** When the file says it was written. */
  public Instant created() {
    return model.file().header().created();
  }

  /** What the trainer said of it: {@code ok} or {@code degraded}; nothing else is served. */
  public String fileStatus() {
    return model.file().header().status();
  }

  public Duration age(Instant now) {
    return Duration.between(created(), now);
  }
}
