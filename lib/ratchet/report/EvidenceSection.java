package ratchet.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import ratchet.model.Metrics;
import ratchet.model.ModelName;
import ratchet.promote.PromoteReport;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.report.page.Badge;
import ratchet.report.page.Estimates;
import ratchet.report.page.Figure;
import ratchet.report.page.JsonFigures;
import ratchet.report.page.MetricWords;
import ratchet.report.page.Section;
import ratchet.report.page.Series;
import ratchet.report.page.Table;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;

/**
 * The evidence for the verdicts: candidate and production compared on the same rows, the metrics of
 * the files with their intervals, and calibration on rows that no version was fitted on.
 */
public final class EvidenceSection {
  private static final String ID = "evidence";
  private static final String TITLE = "Evidence";

  private EvidenceSection() {}

  /**
   * @param calibrations of each model in {@code states}
   * @param report of a promotion, or of a dry run
   */
  public static Section of(
      List<ModelState> states, Map<ModelName, HeldOutRows> calibrations, PromoteReport report) {
    if (states.stream().noneMatch(ModelState::isPresent)) {
      return Section.missing(ID, TITLE, "There is no model file to measure.", "train_fillnet");
    }
    Tag body = new Tag("div");
    int compared = 0;
    for (ModelState state : states) {
      List<ModelVersion> loaded =
          state.distinct().stream().filter(version -> version.loaded().isPresent()).toList();
      body.add(new Tag("h3").add(TextFormat.name(state.model())));
      if (loaded.isEmpty()) {
        body.add(new Tag("p", "missing").add("No version loads."));
        continue;
      }
      List<Tag> differences = differences(state.model(), report);
      compared += differences.isEmpty() ? 0 : 1;
      model(body, state.model(), loaded, calibrations.get(state.model()), differences);
    }
    String words =
        compared == 0 ? "nothing to compare" : compared + " of " + states.size() + " compared";
    return new Section(ID, TITLE, Badge.plain(words), body);
  }

  /** One chart per unit: basis points and shares have no axis in common. */
  private static List<Tag> differences(ModelName model, PromoteReport report) {
    Optional<ModelOutcome> outcome =
        report.outcomes().stream().filter(own -> own.model() == model).findFirst();
    Map<String, Estimates> byUnit = new LinkedHashMap<>();
    outcome.ifPresent(own -> differences(byUnit, model, own.toJson().path("gates")));
    return byUnit.values().stream()
        .map(
            chart ->
                chart
                    .reference(0)
                    .figure(List.of(new Figure.Key("mark", "the lower end must be right of it"))))
        .toList();
  }

  private static void differences(Map<String, Estimates> byUnit, ModelName model, JsonNode checks) {
    for (JsonNode check : checks) {
      Optional<Estimates.Value> better = better(check);
      if (better.isPresent()) {
        String name = check.path("name").asText();
        String unit = MetricWords.unit(name.startsWith("slip_") ? "slip_mae" : name);
        byUnit
            .computeIfAbsent(
                unit,
                known ->
                    new Estimates(
                        "differences-" + model.id() + (known.isEmpty() ? "" : "-" + known),
                        "Candidate better by",
                        (known.isEmpty() ? "" : known + ", ") + "same rows, 95 %; right is better"))
            .row(
                name.replace("_against_", " vs ").replace("_skill", " vs no skill"),
                List.of(better.get()));
      }
      differences(byUnit, model, check.path("parts"));
    }
  }

  /**
   * By how much the candidate is better; the sign is changed for a rule with an upper bound, such
   * as on a Brier score or an error, where less is better.
   *
   * @return empty where the rule measured no interval
   */
  static Optional<Estimates.Value> better(JsonNode check) {
    OptionalDouble measured = JsonFigures.number(check, "measured");
    OptionalDouble lower = JsonFigures.number(check, "lower");
    OptionalDouble upper = JsonFigures.number(check, "upper");
    if (measured.isEmpty() || lower.isEmpty() || upper.isEmpty()) {
      return Optional.empty();
    }
    boolean lessIsBetter = check.path("relation").asText().startsWith("<");
    return Optional.of(
        new Estimates.Value(
            Series.CANDIDATE,
            turned(measured, lessIsBetter).getAsDouble(),
            turned(lessIsBetter ? upper : lower, lessIsBetter),
            turned(lessIsBetter ? lower : upper, lessIsBetter),
            turned(JsonFigures.number(check, "required"), lessIsBetter)));
  }

  private static OptionalDouble turned(OptionalDouble value, boolean lessIsBetter) {
    return lessIsBetter && value.isPresent() ? OptionalDouble.of(0 - value.getAsDouble()) : value;
  }

  private static void model(
      Tag body,
      ModelName model,
      List<ModelVersion> versions,
      HeldOutRows rows,
      List<Tag> differences) {
    Estimates chart =
        new Estimates(
            "metrics-" + model.id(),
            "Metrics of the files",
            "shares with their 95 %; " + MetricWords.ARROWS);
    Table table =
        new Table("metric-table-" + model.id(), "Every metric of the files", headings(versions));
    metrics(chart, table, versions);
    List<Tag> figures = new ArrayList<>(differences);
    if (!chart.isEmpty()) {
      figures.add(chart.figure(ModelVersion.legend(versions)));
    }
    rows.curves()
        .forEach(
            (label, curves) ->
                figures.add(
                    new ReliabilityChart(
                            "calibration-" + model.id() + "-" + TextFormat.slug(label),
                            label,
                            curves)
                        .figure()));
    body.add(Figure.grid(figures));
    body.add(new Tag("p", "missing").add("Calibration: " + rows.note()));
    body.add(
        new Tag("details")
            .add(new Tag("summary").add("All metrics"))
            .add(
                new Tag("p")
                    .add(
                        "Each file's own figures, of its own holdout; the gates compare the two on"
                            + " the same rows. "
                            + MetricWords.ARROWS
                            + "."))
            .add(table.tag()));
  }

  private static void metrics(Estimates chart, Table table, List<ModelVersion> versions) {
    Set<String> names = new LinkedHashSet<>();
    versions.forEach(version -> names.addAll(metrics(version).values().keySet()));
    for (String name : names) {
      if (isBound(name, names)) {
        continue;
      }
      Table.Row row = table.row(MetricWords.of(name));
      List<Estimates.Value> values = new ArrayList<>();
      for (ModelVersion version : versions) {
        OptionalDouble value = metrics(version).get(name);
        OptionalDouble lower = metrics(version).get(name + "_lower");
        OptionalDouble upper = metrics(version).get(name + "_upper");
        row.number(value.isPresent() ? TextFormat.number(value.getAsDouble()) : "–");
        row.number(
            lower.isPresent() && upper.isPresent()
                ? TextFormat.interval(lower.getAsDouble(), upper.getAsDouble())
                : "–");
        if (isShare(value) && isShare(lower) && isShare(upper)) {
          values.add(new Estimates.Value(version.series(), value.getAsDouble(), lower, upper));
        }
      }
      row.end();
      chart.row(MetricWords.of(name), values);
    }
  }

  private static String[] headings(List<ModelVersion> versions) {
    List<String> headings = new ArrayList<>(List.of("Metric"));
    for (ModelVersion version : versions) {
      headings.add(version.series() + "#");
      headings.add("95 % interval#");
    }
    return headings.toArray(String[]::new);
  }

  private static Metrics metrics(ModelVersion version) {
    return version.header().orElseThrow().metrics();
  }

  private static boolean isShare(OptionalDouble value) {
    return value.isPresent() && value.getAsDouble() >= 0 && value.getAsDouble() <= 1;
  }

  private static boolean isBound(String name, Set<String> names) {
    return (name.endsWith("_lower") || name.endsWith("_upper"))
        && names.contains(name.substring(0, name.length() - "_lower".length()));
  }
}
