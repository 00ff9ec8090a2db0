package ratchet.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;

/** Reads figures of a command's document; {@code null} there means not measurable. */
public final class JsonFigures {
  private JsonFigures() {}

  public static OptionalDouble number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }

  public static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isNumber()) {
      return TextFormat.number(value.doubleValue());
    }
    return value.isNull() || value.isMissingNode() ? "–" : value.asText();
  }

  public static String interval(JsonNode node) {
    OptionalDouble lower = number(node, "lower");
    OptionalDouble upper = number(node, "upper");
    return lower.isPresent() && upper.isPresent()
        ? TextFormat.interval(lower.getAsDouble(), upper.getAsDouble())
        : "–";
  }

  /** Why an evaluation refused: {@code [{code, measured, required}]}; nothing where it did not. */
  static void refusals(Tag body, JsonNode refusals) {
    Tag list = new Tag("ul", "note bad");
    for (JsonNode refusal : refusals) {
      list.add(
          new Tag("li")
              .add(
                  "Refused: "
                      + refusal.path("code").asText()
                      + ", measured "
                      + text(refusal, "measured")
                      + ", required "
                      + text(refusal, "required")
                      + "."));
    }
    if (!list.isEmpty()) {
      body.add(list);
    }
  }
}
