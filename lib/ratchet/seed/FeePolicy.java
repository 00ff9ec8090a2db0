package ratchet.seed;

import ratchet.features.Features;
import ratchet.model.ModelName;

/**
 * The fee policy in service: five arms of priority fee and allowed slippage, chosen by chance with
 * the probabilities that are logged.
 */
final class FeePolicy {
  /** Lower is greedier. */
  private static final double TEMPERATURE = 0.15;

  /** What each arm costs, on the scale of a fill probability. */
  private static final double COST_PER_ARM = 0.06;

  static final long[] CU_PRICES = {0, 1_000, 3_000, 6_000, 10_000};
  static final double[] SLIPPAGE_BPS = {25, 75, 150, 225, 300};

  /**
   * @param scores by arm
   * @param probabilities by arm, as drawn with
   */
  public record Choice(int arm, double[] scores, double[] probabilities) {}

  private final GroundTruth truth;
  private final Features features = Features.of(ModelName.FILLNET);

  FeePolicy(GroundTruth truth) {
    this.truth = truth;
  }

  Choice choose(Candidate candidate, SeededRandom draws) {
    double[] scores = new double[SLIPPAGE_BPS.length];
    for (int arm = 0; arm < scores.length; arm++) {
      double[] vector = features.vector(candidate.with("slippageBps", SLIPPAGE_BPS[arm]).inputs());
      scores[arm] = SeededRandom.rounded(truth.served(truth.fill, vector) - COST_PER_ARM * arm, 6);
    }
    double[] probabilities = softmax(scores, TEMPERATURE);
    return new Choice(draws.index(probabilities), scores, probabilities);
  }

  /** Probabilities that are rounded to six decimals and still sum to 1. */
  static double[] softmax(double[] scores, double temperature) {
    double[] weights = new double[scores.length];
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      weights[i] = StrictMath.exp(scores[i] / temperature);
      sum += weights[i];
    }
    double rest = 1;
    for (int i = 1; i < weights.length; i++) {
      weights[i] = SeededRandom.rounded(weights[i] / sum, 6);
      rest -= weights[i];
    }
    weights[0] = SeededRandom.rounded(rest, 6);
    return weights;
  }
}
