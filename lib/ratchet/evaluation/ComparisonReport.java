package ratchet.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.model.Json;
import ratchet.statistics.Comparison;
import ratchet.statistics.ComparisonMetric;
import ratchet.statistics.DeLong;
import ratchet.statistics.Interval;
import ratchet.statistics.PredictionSummary;

/** A {@link Comparison} as a document for programs and a table for people. */
public final class ComparisonReport {
  private static final String ROW = "%-18s %10s %10s %10s   %s";

  private ComparisonReport() {}

  /**
   * {@code n, positives, champion, challenger, difference, verdict}; a figure that the rows cannot
   * give is null, and so is a z beyond every number.
   */
  public static ObjectNode json(Comparison comparison) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("n", comparison.n());
    json.put("positives", comparison.positives());
    put(json.putObject("champion"), comparison.champion());
    put(json.putObject("challenger"), comparison.challenger());
    ObjectNode difference = json.putObject("difference");
    Optional<DeLong.Comparison> auc = comparison.auc();
    ObjectNode ofAuc =
        put(difference.putObject("auc"), auc.map(DeLong.Comparison::difference), "delong");
    double z = auc.map(DeLong.Comparison::z).orElse(Double.NaN);
    ofAuc.put("z", Double.isFinite(z) ? (Double) z : null);
    ofAuc.put("p_value", auc.map(DeLong.Comparison::pValue).orElse(null));
    put(
        difference.putObject("average_precision"),
        comparison.averagePrecision(),
        "paired_bootstrap");
    put(difference.putObject("brier"), comparison.brier(), "paired_bootstrap");
    json.put("verdict", comparison.verdict().label());
    return json;
  }

  /**
   * @param question that was asked, for the closing line
   */
  public static List<String> lines(Comparison comparison, Comparison.Question question) {
    List<String> lines = new ArrayList<>();
    lines.add(comparison.n() + " rows, " + comparison.positives() + " positive");
    lines.add(ROW.formatted("", "champion", "challenger", "difference", confidence(question)));
    PredictionSummary champion = comparison.champion();
    PredictionSummary challenger = comparison.challenger();
    lines.add(
        line("auc", champion.auc(), challenger.auc(), comparison.difference(ComparisonMetric.AUC))
            + comparison
                .auc()
                .map(auc -> text("  z %.3f, p %.3g (DeLong)", auc.z(), auc.pValue()))
                .orElse(""));
    lines.add(
        line(
            "average_precision",
            champion.averagePrecision(),
            challenger.averagePrecision(),
            comparison.averagePrecision()));
    lines.add(line("brier", champion.brier(), challenger.brier(), comparison.brier()));
    lines.add(line("logloss", champion.logLoss(), challenger.logLoss(), Optional.empty()));
    lines.add(
        "verdict: the challenger is "
            + switch (comparison.verdict()) {
              case NON_INFERIOR -> "not inferior";
              case INFERIOR -> "inferior";
              case INCONCLUSIVE -> "not shown to be as good: inconclusive";
            }
            + text(" (%s, margin %s)", question.metric().label(), question.margin()));
    return lines;
  }

  private static String confidence(Comparison.Question question) {
    BigDecimal percent = BigDecimal.valueOf(question.bootstrap().level()).movePointRight(2);
    return percent.stripTrailingZeros().toPlainString() + " % interval";
  }

  private static String line(
      String name,
      OptionalDouble champion,
      OptionalDouble challenger,
      Optional<Interval> difference) {
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

  private static ObjectNode put(ObjectNode to, Optional<Interval> interval, String method) {
    to.put("estimate", interval.map(Interval::estimate).orElse(null));
    to.put("lower", interval.map(Interval::lower).orElse(null));
    to.put("upper", interval.map(Interval::upper).orElse(null));
    return to.put("method", method);
  }
}
