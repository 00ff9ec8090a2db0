package ratchet.ope;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import ratchet.evaluation.RuleFile;
import ratchet.model.JsonFields;

/**
 * The requirements of off-policy evaluation ({@code ope.json}).
 *
 * @param overlapAtLeast share of decisions that the target policy could have taken too
 * @param deterministicShareAtMost share of decisions with a propensity of 1
 * @param armZAtMost the largest difference, in standard errors, between how often an arm was taken
 *     and what the logged probabilities expect
 * @param tailIndexAtMost shape of the tail of the weights, {@link OffPolicyDiagnostics}
 * @param largestWeightShareAtMost largest share of one decision in the sum of the weights
 * @param coverageAtLeast share of decisions with a known outcome
 * @param floors by policy: the least lower end of target - logged, by estimator; where production's
 *     policy is known, of target - production too
 * @param decisionsAtLeast smallest number of decisions, and of effective decisions
 * @param sizingMaeWeight part of the adverse excursion that counts against a sizing decision
 */
public record OpeRules(
    double decisionsAtLeast,
    double essAtLeast,
    double meanWeightAtLeast,
    double meanWeightAtMost,
    double overlapAtLeast,
    double deterministicShareAtMost,
    double armZAtMost,
    double tailIndexAtMost,
    double largestWeightShareAtMost,
    double coverageAtLeast,
    Map<LoggedPolicy, Map<OffPolicyEstimator, Double>> floors,
    double sizingMaeWeight) {
  private static final double DETERMINISTIC = 1 - 1e-9;

  public OpeRules {
    floors = Map.copyOf(floors);
  }

  /** The built-in rules. */
  public static OpeRules standard() {
    return load(Optional.empty());
  }

  /**
   * @param file in the format of {@code ope.json}
   * @throws ratchet.model.InputException naming the file and the first field that is wrong
   */
  public static OpeRules load(Optional<Path> file) {
    JsonFields rules = RuleFile.load(file, OpeRules.class, "ope.json");
    OpeRules read =
        new OpeRules(
            rules.size("decisions_at_least"),
            rules.size("ess_at_least"),
            rules.size("mean_weight_at_least"),
            rules.size("mean_weight_at_most"),
            rules.share("overlap_at_least"),
            rules.share("deterministic_share_at_most"),
            rules.size("arm_z_at_most"),
            rules.size("tail_index_at_most"),
            rules.share("largest_weight_share_at_most"),
            rules.share("coverage_at_least"),
            floors(rules.object("floors")),
            rules.size("sizing_mae_weight"));
    rules.allowOnlyRead();
    return read;
  }

  private static Map<LoggedPolicy, Map<OffPolicyEstimator, Double>> floors(JsonFields rules) {
    Map<LoggedPolicy, Map<OffPolicyEstimator, Double>> floors = new EnumMap<>(LoggedPolicy.class);
    for (LoggedPolicy policy : LoggedPolicy.values()) {
      JsonFields own = rules.object(policy.id());
      Map<OffPolicyEstimator, Double> byEstimator = new EnumMap<>(OffPolicyEstimator.class);
      for (OffPolicyEstimator estimator : OffPolicyEstimator.floored()) {
        byEstimator.put(estimator, own.number(estimator.id()));
      }
      own.allowOnlyRead();
      floors.put(policy, byEstimator);
    }
    rules.allowOnlyRead();
    return floors;
  }

  static boolean isDeterministic(double propensity) {
    return propensity >= DETERMINISTIC;
  }
}
