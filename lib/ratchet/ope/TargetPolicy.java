package ratchet.ope;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.log.LoggedDecision;
import ratchet.evaluation.CsvFile;
import ratchet.model.InputException;

/** A policy whose earnings are estimated from a log of another policy. */
@FunctionalInterface
public interface TargetPolicy {
  /** Probability of each arm; they sum to 1. */
  double[] probabilities(LoggedDecision decision);

  /** The logged policy itself. */
  TargetPolicy LOGGED = LoggedDecision::probabilities;

  /** Every arm with the same probability. */
  TargetPolicy UNIFORM =
      decision -> {
        double[] uniform = new double[decision.probabilities().length];
        Arrays.fill(uniform, 1.0 / uniform.length);
        return uniform;
      };

  /** Always the arm with the best logged score, or the likeliest where no scores were logged. */
  TargetPolicy GREEDY =
      decision ->
          only(
              decision.scores().length == 0 ? decision.probabilities() : decision.scores(),
              decision.probabilities().length);

  /** Always the arm with the highest value by a model; as logged if the model has no value. */
  TargetPolicy MODEL =
      decision ->
          decision.values().length == 0
              ? decision.probabilities()
              : only(decision.values(), decision.values().length);

  /**
   * A file of probabilities: CSV with {@code decision} (rowid), {@code arm} (from 0) and {@code
   * probability}, a line per arm.
   *
   * @throws InputException for a file that is malformed; when a decision is asked for, also where
   *     the file does not have it, or its probabilities are not one for each arm that sum to 1
   */
  static TargetPolicy ofFile(Path file) {
    Map<Long, Map<Integer, Double>> byDecision = new HashMap<>();
    new CsvFile(file)
        .forEach(
            List.of("decision", "arm", "probability"),
            row -> {
              double probability = row.number("probability");
              if (probability < 0 || probability > 1) {
                throw row.wrong("probability", "is outside [0, 1]");
              }
              Double earlier =
                  byDecision
                      .computeIfAbsent((long) row.number("decision"), id -> new HashMap<>())
                      .put((int) row.number("arm"), probability);
              if (earlier != null) {
                throw row.wrong("arm", "is there twice for its decision");
              }
            });
    return decision -> fromFile(file, decision, byDecision.getOrDefault(decision.id(), Map.of()));
  }

  private static double[] fromFile(Path file, LoggedDecision decision, Map<Integer, Double> byArm) {
    double[] probabilities = new double[decision.probabilities().length];
    double sum = 0;
    for (int arm = 0; arm < probabilities.length; arm++) {
      Double probability = byArm.get(arm);
      if (probability == null || byArm.size() != probabilities.length) {
        throw new InputException(
            file
                + ": decision "
                + decision.id()
                + " has "
                + byArm.size()
                + " probabilities, and "
                + probabilities.length
                + " arms",
            "give each decision one line per arm, arms counted from 0");
      }
      probabilities[arm] = probability;
      sum += probability;
    }
    if (Math.abs(sum - 1) > 1e-6) {
      throw new InputException(
          file + ": the probabilities of decision " + decision.id() + " sum to " + sum,
          "make them sum to 1");
    }
    return probabilities;
  }

  private static double[] only(double[] values, int arms) {
    double[] probabilities = new double[arms];
    int best = 0;
    for (int arm = 1; arm < arms; arm++) {
      best = values[arm] > values[best] ? arm : best;
    }
    probabilities[best] = 1;
    return probabilities;
  }
}
