package ratchet.ope;

import java.util.ArrayList;
import java.util.List;
import ratchet.data.log.LoggedDecision;
import ratchet.evaluation.Refusal;

/**
 * Compares how often each arm was taken with the logged probabilities. If they disagree, the arms
 * were not drawn with these probabilities, and no estimate may be computed from them.
 *
 * @param arms by index
 */
public record ArmFrequencies(List<Arm> arms) {
  /** The code of the refusal. */
  static final String NOT_DRAWN = "propensities_not_drawn";

  /**
   * @param expected sum of the arm's logged probabilities
   * @param taken decisions that took it
   * @param z difference between both in standard errors
   */
  public record Arm(double expected, long taken, double z) {}

  public ArmFrequencies {
    arms = List.copyOf(arms);
  }

  /** Counts all decisions with probabilities, with or without an outcome. */
  static ArmFrequencies of(List<LoggedDecision> decisions) {
    int count = decisions.stream().mapToInt(own -> own.probabilities().length).max().orElse(0);
    double[] expected = new double[count];
    double[] variance = new double[count];
    long[] taken = new long[count];
    for (LoggedDecision decision : decisions) {
      double[] probabilities = decision.probabilities();
      for (int arm = 0; arm < probabilities.length; arm++) {
        expected[arm] += probabilities[arm];
        variance[arm] += probabilities[arm] * (1 - probabilities[arm]);
      }
      taken[decision.arm()]++;
    }
    List<Arm> arms = new ArrayList<>();
    for (int arm = 0; arm < count; arm++) {
      double distance = taken[arm] - expected[arm];
      // a difference of less than one decision is ignored, however small the variance
      double z = Math.abs(distance) < 1 ? 0 : distance / Math.sqrt(Math.max(0, variance[arm]));
      arms.add(new Arm(expected[arm], taken[arm], z));
    }
    return new ArmFrequencies(arms);
  }

  /**
   * The refusal, if an arm differs too much.
   *
   * @param most the largest difference in standard errors
   */
  List<Refusal> refusals(double most) {
    double worst = arms.stream().mapToDouble(arm -> Math.abs(arm.z)).max().orElse(0);
    return worst > most ? List.of(new Refusal(NOT_DRAWN, worst, most)) : List.of();
  }
}
