package ratchet.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.model.Json;

/** Checks as JSON, for documents and for the ledger. */
public final class CheckJson {
  private CheckJson() {}

  /**
   * {@code [{name, measured, relation, required, passed, judged, lower, upper, reason, note,
   * window, precision, figures, parts}]}; a note, a window ({@code from, to, rows, positives}), a
   * precision ({@code clusters, effective_rows, half_width, margin, suffices}), an account ({@code
   * from, to, rows, new_rows, share, spent}), figures ({@code metric, against, candidate, other})
   * and parts only where there are some. {@code judged} is false if a rule passes because there was
   * nothing to evaluate.
   */
  public static ArrayNode checks(List<Check> checks) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    for (Check check : checks) {
      ObjectNode json = array.addObject();
      json.put("name", check.name());
      put(json, "measured", check.measured());
      json.put("relation", check.relation());
      put(json, "required", check.required());
      json.put("passed", check.passed());
      json.put("judged", check.isJudged());
      put(json, "lower", check.lower());
      put(json, "upper", check.upper());
      json.put("reason", check.reason().isEmpty() ? null : check.reason());
      if (!check.note().isEmpty()) {
        json.put("note", check.note());
      }
      check.window().ifPresent(window -> put(json.putObject("window"), window));
      check.spending().ifPresent(spending -> put(json.putObject("account"), spending));
      check.precision().ifPresent(precision -> put(json.putObject("precision"), precision));
      check.figures().ifPresent(figures -> put(json.putObject("figures"), figures));
      if (!check.parts().isEmpty()) {
        json.set("parts", checks(check.parts()));
      }
    }
    return array;
  }

  private static void put(ObjectNode json, Check.Figures figures) {
    json.put("metric", figures.metric());
    json.put("against", figures.against());
    json.put("candidate", figures.candidate());
    json.put("other", figures.other());
  }

  private static void put(ObjectNode json, EvaluationWindow window) {
    json.put("from", window.from().toString());
    json.put("to", window.to().toString());
    json.put("rows", window.rows());
    json.put("positives", window.positives());
  }

  private static void put(ObjectNode json, Check.Spending spending) {
    json.put("from", spending.from().toString());
    json.put("to", spending.to().toString());
    json.put("rows", spending.rows());
    json.put("new_rows", spending.newRows());
    json.put("share", spending.share());
    json.put("spent", spending.spent());
  }

  private static void put(ObjectNode json, Check.Precision precision) {
    json.put("clusters", precision.clusters());
    json.put("effective_rows", precision.effectiveRows());
    json.put("half_width", precision.halfWidth());
    put(json, "margin", precision.margin());
    json.put("suffices", precision.suffices());
  }

  private static void put(ObjectNode json, String field, Measurement measured) {
    if (measured instanceof Measurement.Number number && Double.isFinite(number.value())) {
      json.put(field, number.value());
    } else if (measured instanceof Measurement.Missing) {
      json.putNull(field);
    } else {
      json.put(field, measured.toString());
    }
  }

  private static void put(ObjectNode json, String field, OptionalDouble number) {
    json.put(field, number.isPresent() ? number.getAsDouble() : null);
  }
}
