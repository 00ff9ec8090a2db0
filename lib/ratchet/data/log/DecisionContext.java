package ratchet.data.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Inputs;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;

/**
 * The {@code ctx_json} of a decision: {@code {ctx, arms, armIndex, scores, probs}}.
 *
 * @param arm index of the one that was taken
 * @param scores empty where none were logged
 */
record DecisionContext(
    JsonNode context, JsonNode arms, int arm, double[] probabilities, double[] scores) {
  /** Logged with six decimals, by more than a few arms. */
  private static final double ROUNDING = 0.001;

  /** What a text turned out to be. */
  public enum Kind {
    USABLE,
    WITHOUT_PROBABILITIES,
    MALFORMED
  }

  /**
   * @param context empty unless usable
   */
  record Parsed(Kind kind, Optional<DecisionContext> context) {
    private static Parsed not(Kind kind) {
      return new Parsed(kind, Optional.empty());
    }
  }

  static Parsed parse(String json) {
    JsonNode document;
    try {
      document = Json.read(json == null ? "" : json);
    } catch (MalformedJsonException e) {
      // counted by the caller: one bad row must not end an evaluation
      return Parsed.not(Kind.MALFORMED);
    }
    if (!document.isObject()) {
      return Parsed.not(Kind.MALFORMED);
    }
    JsonNode probs = document.path("probs");
    JsonNode armIndex = document.path("armIndex");
    if (probs.isMissingNode() || probs.isNull() || armIndex.isMissingNode() || armIndex.isNull()) {
      return Parsed.not(Kind.WITHOUT_PROBABILITIES);
    }
    double[] probabilities = numbers(probs);
    double[] scores = numbers(document.path("scores"));
    int arm = armIndex.isInt() ? armIndex.intValue() : -1;
    if (arm < 0 || arm >= probabilities.length || !isDistribution(probabilities)) {
      return Parsed.not(Kind.MALFORMED);
    }
    boolean scored = scores.length == probabilities.length;
    return new Parsed(
        Kind.USABLE,
        Optional.of(
            new DecisionContext(
                document.path("ctx"),
                document.path("arms"),
                arm,
                probabilities,
                scored ? scores : new double[0])));
  }

  /** The numbers of the context, by the names the services use. */
  Inputs inputs() {
    Map<String, Double> values = new HashMap<>();
    context
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isNumber()) {
                values.put(member.getKey(), member.getValue().doubleValue());
              }
            });
    return Inputs.of(values);
  }

  /** A number that each arm has; empty unless all have it. */
  double[] ofArms(String name) {
    if (arms.size() != probabilities.length) {
      return new double[0];
    }
    double[] values = new double[arms.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = arms.get(i).path(name);
      if (!value.isNumber()) {
        return new double[0];
      }
      values[i] = value.doubleValue();
    }
    return values;
  }

  /** Empty for anything but an array of finite numbers. */
  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.isArray() ? array.size() : 0];
    for (int i = 0; i < numbers.length; i++) {
      double value = array.get(i).isNumber() ? array.get(i).doubleValue() : Double.NaN;
      if (!Double.isFinite(value)) {
        return new double[0];
      }
      numbers[i] = value;
    }
    return numbers;
  }

  private static boolean isDistribution(double[] probabilities) {
    double sum = 0;
    for (double probability : probabilities) {
      if (probability > 1 + ROUNDING) {
        return false;
      }
      sum += probability;
    }
    return Math.abs(sum - 1) <= ROUNDING;
  }
}
