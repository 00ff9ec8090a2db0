package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Describes gates, given as the JSON of the ledger and of {@code --json}, in sentences: {@code
 * auc_10m is between 0.6 % worse and 2.1 % better than production's 0.702; at most 4.3 % worse is
 * allowed}. Percentages are relative to the figure of the other version; where that figure is
 * unknown, differences are in the unit of the metric.
 */
public final class GateWords {
  private static final Map<String, String> REFERENCES =
      Map.of(
          "champion", "production's",
          "anchor", "the anchor's",
          "no_skill", "a model without skill, whose figure is");

  private static final int SHOWN_DECIMALS = 4;

  private GateWords() {}

  /** One line per gate, those that refuse first, e.g. {@code refused auc_10m is 0.62; …}. */
  public static List<String> lines(JsonNode gates) {
    List<String> refused = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    for (JsonNode gate : gates) {
      if (isPassed(gate)) {
        passed.add((isJudged(gate) ? "passed      " : "            ") + of(gate));
      } else {
        refused.add("refused     " + of(gate));
      }
    }
    refused.addAll(passed);
    return refused;
  }

  /** What one gate found and what it requires, without a full stop. */
  public static String of(JsonNode gate) {
    String name = gate.path("name").asText();
    if (!isJudged(gate)) {
      return name + ": not judged";
    }
    List<JsonNode> parts = new ArrayList<>();
    gate.path("parts").forEach(parts::add);
    if (!parts.isEmpty()) {
      return parts.stream()
          .filter(part -> isPassed(part) == isPassed(gate))
          .map(GateWords::of)
          .collect(Collectors.joining(", and ", name + ": ", ""));
    }
    if (gate.path("lower").isNumber()
        && gate.path("upper").isNumber()
        && gate.path("required").isNumber()) {
      return compared(gate, name);
    }
    if (!gate.path("measured").isNumber() || !gate.path("required").isNumber()) {
      return other(gate, name);
    }
    return switch (name) {
      case "created", "age_seconds" -> age(gate, name);
      default -> number(gate, name);
    };
  }

  private static boolean isPassed(JsonNode gate) {
    return gate.path("passed").booleanValue();
  }

  /** Lines of older versions have no {@code judged}; there it follows from the other fields. */
  private static boolean isJudged(JsonNode gate) {
    return gate.path("judged").isBoolean()
        ? gate.path("judged").booleanValue()
        : !isPassed(gate) || !gate.path("measured").isNull() || !gate.path("parts").isEmpty();
  }

  private static String other(JsonNode gate, String name) {
    String reason = gate.path("reason").asText("");
    int open = reason.indexOf('(');
    String why =
        open > 0 && reason.endsWith(")")
            ? " (" + reason.substring(open + 1, reason.length() - 1) + ")"
            : "";
    String required = gate.path("required").asText();
    return name
        + (gate.path("measured").isTextual()
            ? " is " + gate.path("measured").textValue()
            : gate.path("measured").isNumber()
                ? " is " + plain(gate.path("measured").doubleValue())
                : " could not be measured" + why)
        + ", required "
        + (gate.path("required").isNumber()
            ? gate.path("relation").asText() + " " + plain(gate.path("required").doubleValue())
            : "is " + required);
  }

  /** {@code created} is seconds after the run, {@code age_seconds} seconds after the creation. */
  private static String age(JsonNode gate, String name) {
    double found = gate.path("measured").doubleValue();
    double sinceCreated = name.equals("created") ? -found : found;
    String limit = time(gate.path("required").doubleValue());
    return name
        + ": the file was created "
        + time(Math.abs(sinceCreated))
        + (sinceCreated >= 0 ? " before this run" : " after this run's clock")
        + "; at most "
        + limit
        + (name.equals("created") ? " after it is allowed" : " before it is allowed");
  }

  private static String time(double seconds) {
    return seconds >= 2 * 86_400
        ? plain(Math.round(seconds / 8_640) / 10.0) + " days"
        : seconds >= 7_200
            ? plain(Math.round(seconds / 360) / 10.0) + " hours"
            : plain(seconds) + " s";
  }

  private static String number(JsonNode gate, String name) {
    double found = gate.path("measured").doubleValue();
    double limit = gate.path("required").doubleValue();
    String relation = gate.path("relation").asText();
    String bound =
        relation.equals(">=")
            ? "at least " + plain(limit) + " is required"
            : relation.equals("<=")
                ? "at most " + plain(limit) + " is allowed"
                : "required is " + relation + " " + plain(limit);
    String missed =
        isPassed(gate)
            ? ""
            : " (" + plain(Math.abs(limit - found)) + (found < limit ? " short)" : " too much)");
    return name + " is " + plain(found) + "; " + bound + missed;
  }

  private static String compared(JsonNode gate, String name) {
    String relation = gate.path("relation").asText();
    double sign = relation.startsWith(">") ? 1 : -1;
    double one = sign * gate.path("lower").doubleValue();
    double two = sign * gate.path("upper").doubleValue();
    JsonNode figures = gate.path("figures");
    double scale = Math.abs(figures.path("other").doubleValue());
    String subject = figures.path("metric").asText(name);
    String against = figures.path("against").asText("");
    String other =
        figures.isObject()
            ? other(REFERENCES.getOrDefault(against, against), figures.path("other").doubleValue())
            : "the other version";
    return subject
        + " is "
        + range(Math.min(one, two), Math.max(one, two), scale)
        + " than "
        + other
        + (name.matches(subject + "(_against_\\w+|_skill)?") ? "" : " (" + name + ")")
        + (relation.equals(">")
            ? "; the whole interval must be better"
            : "; at most "
                + amount(Math.abs(gate.path("required").doubleValue()), scale)
                + " worse is allowed");
  }

  /** A skill score is compared with no figure, so none is printed. */
  private static String other(String who, double figure) {
    return figure == 0 ? who.replaceFirst(", .*", "") : who + " " + plain(figure);
  }

  /** E.g. {@code between 0.6 % worse and 2.1 % better}. */
  private static String range(double worst, double best, double scale) {
    String low = amount(Math.abs(worst), scale);
    String high = amount(Math.abs(best), scale);
    if (worst >= 0) {
      return "between " + low + " and " + high + " better";
    }
    return best <= 0
        ? "between " + high + " and " + low + " worse"
        : "between " + low + " worse and " + high + " better";
  }

  private static String amount(double difference, double scale) {
    return scale > 0
        ? String.format(Locale.ROOT, "%.1f %%", 100 * difference / scale)
        : plain(difference);
  }

  private static String plain(double value) {
    BigDecimal rounded =
        new BigDecimal(Double.toString(value)).setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 && value != 0
        ? new BigDecimal(Double.toString(value)).round(new MathContext(1)).toPlainString()
        : rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
