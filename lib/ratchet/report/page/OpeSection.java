package ratchet.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;

/** Off-policy evaluation: the estimated earnings of another policy, and refusals of the log. */
public final class OpeSection {
  private static final String ID = "ope";
  private static final String TITLE = "Off-policy evaluation";

  private static final List<String> DIAGNOSTICS =
      List.of(
          "n",
          "clusters",
          "effective_n",
          "logged_value",
          "ess",
          "max_weight",
          "mean_weight",
          "clipped_mass",
          "tail_index",
          "largest_weight_share",
          "overlap",
          "deterministic_share");

  private static final String UNIT = "reward per decision, 95 %; right is better";

  private OpeSection() {}

  /**
   * @param documents the fields of {@code ope --json}, one per policy; at least one
   */
  public static Section of(List<ObjectNode> documents) {
    Tag body = new Tag("div");
    documents.forEach(document -> policy(body, document));
    long refused =
        documents.stream().filter(document -> !document.path("passed").booleanValue()).count();
    Badge badge =
        refused == 0
            ? Badge.ok("passed")
            : Badge.warn(refused + " of " + documents.size() + " refused");
    return new Section(ID, TITLE, badge, body);
  }

  /** The section without decisions. */
  public static Section missing(String why, String remedy) {
    return Section.missing(ID, TITLE, why, remedy);
  }

  private static void policy(Tag body, JsonNode document) {
    String policy = document.path("policy").asText();
    boolean passed = document.path("passed").booleanValue();
    String target = document.path("target").asText("");
    Tag heading =
        new Tag("h3").add("Policy " + policy + (target.isEmpty() ? "" : ", target " + target));
    Badge badge = passed ? Badge.ok("passed") : Badge.bad("refused");
    body.add(new Tag("div", "top").add(heading).add(badge.tag()));
    JsonFigures.refusals(body, document.path("refusals"));
    Tag facts = new Tag("dl");
    for (String name : DIAGNOSTICS) {
      fact(facts, name, JsonFigures.text(document, name));
    }
    JsonNode coverage = document.path("coverage");
    if (coverage.isObject()) {
      fact(facts, "drawn decisions", JsonFigures.text(coverage, "drawn"));
      fact(facts, "of these with an outcome", JsonFigures.text(coverage, "with_outcome"));
    }
    body.add(facts);
    charts(body, policy, document);
    body.add(estimators(policy, document));
    segments(body, policy, document);
  }

  private static void fact(Tag facts, String name, String value) {
    facts.add(new Tag("div").add(new Tag("dt").add(name)).add(new Tag("dd").add(value)));
  }

  private static void charts(Tag body, String policy, JsonNode document) {
    Estimates values =
        new Estimates(
            "ope-" + policy + "-values",
            "Value of the target",
            UNIT + "; the line is the logged policy");
    Estimates differences =
        new Estimates("ope-" + policy + "-differences", "Target less logged policy", UNIT);
    Estimates fromChampion =
        new Estimates("ope-" + policy + "-from-champion", "Target less production's policy", UNIT);
    document
        .path("estimators")
        .fieldNames()
        .forEachRemaining(
            name -> {
              row(values, name, document.path("estimators").path(name));
              row(differences, name, document.path("difference").path(name));
              row(fromChampion, name, document.path("difference_from_champion").path(name));
            });
    JsonFigures.number(document, "logged_value").ifPresent(values::reference);
    differences.reference(0);
    fromChampion.reference(0);
    body.add(
        Figure.grid(
            List.of(values, differences, fromChampion).stream()
                .filter(chart -> !chart.isEmpty())
                .map(chart -> chart.figure(List.of()))
                .toList()));
  }

  private static void row(Estimates chart, String name, JsonNode estimate) {
    OptionalDouble value = JsonFigures.number(estimate, "estimate");
    if (value.isPresent()) {
      chart.row(
          name,
          List.of(
              new Estimates.Value(
                  Series.CANDIDATE,
                  value.getAsDouble(),
                  JsonFigures.number(estimate, "lower"),
                  JsonFigures.number(estimate, "upper"))));
    }
  }

  private static Tag estimators(String policy, JsonNode document) {
    Table table =
        new Table(
            "ope-" + policy + "-estimators",
            "Estimators",
            "Estimator",
            "Estimate#",
            "Standard error#",
            "95 % interval#",
            "Target less logged#",
            "95 % interval#",
            "Remark");
    document
        .path("estimators")
        .fieldNames()
        .forEachRemaining(
            name -> {
              JsonNode estimate = document.path("estimators").path(name);
              JsonNode difference = document.path("difference").path(name);
              table
                  .row(name)
                  .number(JsonFigures.text(estimate, "estimate"))
                  .number(JsonFigures.text(estimate, "stderr"))
                  .number(JsonFigures.interval(estimate))
                  .number(JsonFigures.text(difference, "estimate"))
                  .number(JsonFigures.interval(difference))
                  .text(remark(estimate))
                  .end();
            });
    return table.tag();
  }

  private static String remark(JsonNode estimate) {
    if (estimate.has("reason")) {
      return estimate.path("reason").asText().replace('_', ' ');
    }
    return estimate.path("claims_coverage").asBoolean(true) ? "" : "claims no coverage";
  }

  private static void segments(Tag body, String policy, JsonNode document) {
    if (document.path("segments").isEmpty()) {
      return;
    }
    Table table =
        new Table(
            "ope-" + policy + "-segments",
            "By segment",
            "Segment",
            "Decisions#",
            "Effective#",
            "SNIPS#",
            "Logged value#");
    for (JsonNode segment : document.path("segments")) {
      table
          .row(segment.path("segment").asText())
          .number(JsonFigures.text(segment, "n"))
          .number(JsonFigures.text(segment, "ess"))
          .number(JsonFigures.text(segment, "snips"))
          .number(JsonFigures.text(segment, "logged_value"))
          .end();
    }
    body.add(table.tag());
  }
}
