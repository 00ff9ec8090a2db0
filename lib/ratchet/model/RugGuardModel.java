package ratchet.model;

import java.util.List;

/**
 * RugGuard: predicts the probability that a mint is a rug pull, with the threshold of the veto.
 *
 * @param weights log-odds per feature, in the order of the features, intercept first
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
