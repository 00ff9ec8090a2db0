package ratchet.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Locale;
import ratchet.model.Json;

/**
 * A reason why an evaluation refuses a result.
 *
 * @param code a stable name for machines, e.g. {@code ess_too_low}
 * @param measured the measured value; NaN if it cannot be measured
 * @param required the bound that was not met
 */
public record Refusal(String code, double measured, double required) {
  /** E.g. {@code ess_too_low: 1.02, required 120}. */
  public String sentence() {
    return code + ": " + figure(measured) + ", required " + figure(required);
  }

  /** {@code [{code, measured, required}]}. */
  public static ArrayNode json(List<Refusal> refusals) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (Refusal refusal : refusals) {
      array
          .addObject()
          .put("code", refusal.code)
          .put("measured", NumberText.orNull(refusal.measured))
          .put("required", NumberText.orNull(refusal.required));
    }
    return array;
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "not measurable" : String.format(Locale.ROOT, "%.6g", value);
  }
}
