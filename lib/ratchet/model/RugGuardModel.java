package ratchet.model;

import java.util.List;

/**
 * RugGuard: the probability that a mint is pulled, and the level from which it is vetoed.
 *
 * @param weights log-odds, intercept first
 * @param threshold in (0, 1): at or above it the verdict is a rug
 */
public record RugGuardModel(ModelHeader header, List<Double> weights, double threshold)
    implements ModelFile {
  public RugGuardModel {
    weights = List.copyOf(weights);
  }

  @Override
  public ModelName name() {
    return ModelName.RUGGUARD;
  }

  @Override
  public RugGuardModel withHeader(ModelHeader other) {
    return new RugGuardModel(other, weights, threshold);
  }
}
