package ratchet.gate;

import java.time.Instant;
import java.util.Optional;
import ratchet.features.LoadedModel;

/**
 * Everything a verdict may depend on; whoever gathers it does the reading and the measuring.
 *
 * @param candidate parsed, of the right shape and scoring its golden inputs
 * @param measures of the candidate
 * @param champion measures of the version in production; empty when there is none yet, {@link
 *     Measures#NONE} when there is one that cannot be measured
 * @param now when the decision is taken
 */
public record Evidence(
    LoadedModel candidate, Measures measures, Optional<Measures> champion, Instant now) {
  /** What the candidate is compared with: the champion or, where there is none yet, itself. */
  Measures reference() {
    return champion.orElse(measures);
  }
}
