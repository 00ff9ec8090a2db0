package ratchet.health;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import ratchet.model.Json;

/**
 * The results of all checks.
 *
 * @param strict whether a warning makes the data unhealthy
 */
public record HealthReport(List<CheckResult> checks, boolean strict) {
  public HealthReport {
    checks = List.copyOf(checks);
  }

  /** Whether models can be trained from these data; false when there are no checks. */
  public boolean healthy() {
    return !checks.isEmpty()
        && count(CheckStatus.FAIL) == 0
        && !(strict && count(CheckStatus.WARN) > 0);
  }

  /** Number of checks with this status. */
  public long count(CheckStatus status) {
    return checks.stream().filter(check -> check.status() == status).count();
  }

  /** {@code healthy, checks:[{name, status, measured, required, detail, remedy}]}. */
  public ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("healthy", healthy());
    ArrayNode array = json.putArray("checks");
    for (CheckResult check : checks) {
      ObjectNode node = array.addObject();
      node.put("name", check.name());
      node.put("status", check.status().label());
      node.set("measured", check.measured().json());
      node.set("required", check.required().json());
      node.put("detail", check.detail());
      node.put("remedy", check.remedy());
    }
    return json;
  }

  /**
   * The report as text: one line per check, the remedy below a check that did not pass (once for
   * consecutive checks with the same remedy), and a line with the verdict.
   */
  public List<String> lines() {
    int name = width(check -> check.name().length());
    int measured = width(check -> check.measured().toString().length());
    int required = width(check -> check.required().toString().length());
    String row = "%-4s  %-" + name + "s  %" + measured + "s / %-" + required + "s  %s";
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      CheckResult check = checks.get(i);
      lines.add(
          row.formatted(
              check.status().label(),
              check.name(),
              check.measured(),
              check.required(),
              check.detail()));
      boolean printedBelow =
          i + 1 < checks.size() && checks.get(i + 1).remedy().equals(check.remedy());
      if (!check.remedy().isEmpty() && !printedBelow) {
        lines.add("      remedy: " + check.remedy());
      }
    }
    lines.add(verdict());
    return lines;
  }

  private String verdict() {
    return (healthy() ? "healthy: " : "NOT healthy: ")
        + checks.size()
        + " checks, "
        + count(CheckStatus.FAIL)
        + " failed, "
        + count(CheckStatus.WARN)
        + " warned"
        + (strict ? " (strict: a warning makes the data unhealthy)" : "");
  }

  private int width(ToIntFunction<CheckResult> length) {
    return checks.stream().mapToInt(length).max().orElse(1);
  }
}
