package ratchet.cli.comparison;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.model.Json;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.NonInferiority;
import ratchet.statistics.comparison.Comparison;
import ratchet.statistics.comparison.ComparisonMetric;
import ratchet.statistics.comparison.PredictionSummary;
import ratchet.statistics.comparison.SequentialDifference;

/**
 * A {@link Comparison} as a document for programs and a table for people.
 *
 * @param question metric, margin and level of the comparison
 * @param clustered whether a column of clusters or times was given
 * @param sequential the sequential comparison, which then decides; empty if it was not requested
 */
public record ComparisonReport(
    Comparison comparison,
    Comparison.Question question,
    boolean clustered,
    Optional<SequentialDifference> sequential) {
  private static final String ROW = "%-18s %10s %10s %10s   %s";

  /** Of the sequential interval where there is one. */
  public NonInferiority verdict() {
    return sequential
        .map(difference -> difference.decide(question.margin()))
        .orElse(comparison.verdict());
  }

  /**
   * {@code n, clusters, effective_n, positives, champion, challenger, difference, sequential,
   * verdict}; a figure that the rows do not determine is null, and so is an infinite z. {@code
   * sequential} is present only if it was requested.
   */
  public ObjectNode json() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("n", comparison.n());
    json.put("clusters", comparison.clusters());
    json.put("effective_n", comparison.effectiveRows());
    json.put("positives", comparison.positives());
    put(json.putObject("champion"), comparison.champion());
    put(json.putObject("challenger"), comparison.challenger());
    ObjectNode differences = json.putObject("difference");
    for (ComparisonMetric metric : ComparisonMetric.values()) {
      ObjectNode node = differences.putObject(metric.label());
      Optional<Comparison.Difference> difference = comparison.difference(metric);
      put(node, difference.map(Comparison.Difference::interval), method(metric));
      if (metric == ComparisonMetric.AUC) {
        double z = difference.map(Comparison.Difference::z).orElse(Double.NaN);
        node.put("z", Double.isFinite(z) ? (Double) z : null);
        node.put("p_value", difference.map(Comparison.Difference::pValue).orElse(null));
      }
    }
    sequential.ifPresent(difference -> put(json.putObject("sequential"), difference));
    json.put("verdict", verdict().label());
    return json;
  }

  private String method(ComparisonMetric metric) {
    if (clustered) {
      return "clustered";
    }
    return switch (metric) {
      case AUC -> "delong";
      case AVERAGE_PRECISION, BRIER -> "paired";
    };
  }

  /** A table, and the verdict as its last line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(comparison.n() + " rows, " + comparison.positives() + " positive");
    if (clustered) {
      lines.add(
          text(
              "%d clusters; for %s the rows are worth %.0f independent ones",
              comparison.clusters(), question.metric().label(), comparison.effectiveRows()));
    }
    lines.add(ROW.formatted("", "champion", "challenger", "difference", confidence()));
    PredictionSummary champion = comparison.champion();
    PredictionSummary challenger = comparison.challenger();
    lines.add(
        line(ComparisonMetric.AUC, champion.auc(), challenger.auc())
            + comparison
                .difference(ComparisonMetric.AUC)
                .map(auc -> text("  z %.3f, p %.3g", auc.z(), auc.pValue()))
                .map(told -> clustered ? told : told + " (DeLong)")
                .orElse(""));
    lines.add(
        line(
            ComparisonMetric.AVERAGE_PRECISION,
            champion.averagePrecision(),
            challenger.averagePrecision()));
    lines.add(line(ComparisonMetric.BRIER, champion.brier(), challenger.brier()));
    lines.add(line("logloss", champion.logLoss(), challenger.logLoss(), Optional.empty()));
    sequential.ifPresent(
        difference ->
            lines.add(
                text(
                    "brier, compared after every %s: %+.6f [%+.6f, %+.6f] after %d",
                    difference.units() < difference.rows() ? "cluster" : "row",
                    difference.estimate(),
                    difference.lower(),
                    difference.upper(),
                    difference.units())));
    lines.add(
        "verdict: "
            + verdict().label()
            + text(" (%s, margin %s): ", question.metric().label(), question.margin())
            + switch (verdict()) {
              case NON_INFERIOR -> "the challenger is at most the margin worse";
              case INFERIOR -> "the challenger is worse by more than the margin";
              case INCONCLUSIVE -> "the rows do not decide; more of them are required";
            });
    return lines;
  }

  private String confidence() {
    BigDecimal percent = BigDecimal.valueOf(question.level()).movePointRight(2);
    return percent.stripTrailingZeros().toPlainString() + " % interval";
  }

  private String line(ComparisonMetric metric, OptionalDouble champion, OptionalDouble challenger) {
    return line(
        metric.label(),
        champion,
        challenger,
        comparison.difference(metric).map(Comparison.Difference::interval));
  }

  private static String line(
      String name,
      OptionalDouble champion,
      OptionalDouble challenger,
      Optional<ClusterInterval> difference) {
    return ROW.formatted(
            name,
            figure(champion),
            figure(challenger),
            difference.map(interval -> text("%+.5f", interval.estimate())).orElse("-"),
            difference
                .map(interval -> text("[%+.5f, %+.5f]", interval.lower(), interval.upper()))
                .orElse(""))
        .stripTrailing();
  }

  private static String figure(OptionalDouble value) {
    return value.isPresent() ? text("%.5f", value.getAsDouble()) : "-";
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static void put(ObjectNode to, PredictionSummary summary) {
    put(to, "auc", summary.auc());
    put(to, "average_precision", summary.averagePrecision());
    put(to, "brier", summary.brier());
    put(to, "logloss", summary.logLoss());
  }

  private static void put(ObjectNode to, String name, OptionalDouble value) {
    to.put(name, value.isPresent() ? (Double) value.getAsDouble() : null);
  }

  private static void put(ObjectNode to, Optional<ClusterInterval> interval, String method) {
    to.put("estimate", interval.map(ClusterInterval::estimate).orElse(null));
    to.put("lower", interval.map(ClusterInterval::lower).orElse(null));
    to.put("upper", interval.map(ClusterInterval::upper).orElse(null));
    to.put("method", method);
  }

  private static void put(ObjectNode to, SequentialDifference difference) {
    to.put("metric", ComparisonMetric.BRIER.label());
    to.put("lower", difference.lower());
    to.put("upper", difference.upper());
    to.put("estimate", difference.estimate());
    to.put("rows", difference.rows());
  }
}
