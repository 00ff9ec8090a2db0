package ratchet.ope;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ratchet.evaluation.NumberText;
import ratchet.evaluation.Refusal;
import ratchet.model.Json;
import ratchet.statistics.ClusterInterval;

/** An {@link OffPolicyEvaluation} as a document for programs and a table for people. */
public final class OpeReport {
  private static final String ROW = "%-11s %12s %12s   %-28s %s";

  private OpeReport() {}

  /**
   * {@code policy, n, clusters, effective_clusters, effective_n, estimators, difference,
   * difference_from_champion, logged_value, ess, max_weight, mean_weight, clipped_mass, tail_index,
   * largest_weight_share, overlap, deterministic_share, segments, passed, refusals}; a value that
   * cannot be computed is null, and {@code reason} of an estimator says why.
   *
   * @param policy {@code fee}, {@code sizing} or {@code log}
   */
  public static ObjectNode json(String policy, OffPolicyEvaluation evaluation) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    OffPolicyDiagnostics diagnostics = evaluation.diagnostics();
    json.put("policy", policy);
    json.put("n", diagnostics.n());
    json.put("clusters", diagnostics.clusters());
    json.put("effective_clusters", NumberText.orNull(diagnostics.effectiveClusters()));
    json.put("effective_n", NumberText.orNull(diagnostics.worth()));
    ObjectNode estimators = json.putObject("estimators");
    ObjectNode difference = json.putObject("difference");
    ObjectNode fromChampion = json.putObject("difference_from_champion");
    for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
      put(estimators.putObject(estimator.id()), estimator, evaluation);
      put(difference, estimator, evaluation.differences());
      if (!evaluation.fromChampion().isEmpty()) {
        put(fromChampion, estimator, evaluation.fromChampion());
      }
    }
    json.put("logged_value", NumberText.orNull(evaluation.loggedValue()));
    json.put("ess", NumberText.orNull(diagnostics.ess()));
    json.put("max_weight", NumberText.orNull(diagnostics.maxWeight()));
    json.put("mean_weight", NumberText.orNull(diagnostics.meanWeight()));
    json.put("clipped_mass", NumberText.orNull(diagnostics.clippedMass()));
    json.put("tail_index", NumberText.orNull(diagnostics.tailIndex()));
    json.put("largest_weight_share", NumberText.orNull(diagnostics.largestWeightShare()));
    json.put("overlap", NumberText.orNull(diagnostics.overlap()));
    json.put("deterministic_share", NumberText.orNull(diagnostics.deterministicShare()));
    ArrayNode segments = json.putArray("segments");
    for (OffPolicyEvaluation.Segment segment : evaluation.segments()) {
      segments
          .addObject()
          .put("segment", segment.name())
          .put("n", segment.n())
          .put("ess", NumberText.orNull(segment.ess()))
          .put("snips", NumberText.orNull(segment.snips()))
          .put("logged_value", NumberText.orNull(segment.loggedValue()));
    }
    json.put("passed", evaluation.passed());
    json.set("refusals", Refusal.json(evaluation.refusals()));
    return json;
  }

  private static void put(
      ObjectNode to,
      OffPolicyEstimator estimator,
      Map<OffPolicyEstimator, ClusterInterval> differences) {
    Optional<ClusterInterval> own = Optional.ofNullable(differences.get(estimator));
    ObjectNode node = to.putObject(estimator.id());
    node.put("estimate", own.map(ClusterInterval::estimate).orElse(null));
    node.put("lower", own.map(ClusterInterval::lower).orElse(null));
    node.put("upper", own.map(ClusterInterval::upper).orElse(null));
  }

  private static void put(
      ObjectNode to, OffPolicyEstimator estimator, OffPolicyEvaluation evaluation) {
    OffPolicyEvaluation.Estimate estimate = evaluation.estimates().get(estimator);
    Optional<ClusterInterval> interval =
        Optional.ofNullable(estimate).flatMap(OffPolicyEvaluation.Estimate::interval);
    to.put("estimate", estimate == null ? null : (Double) estimate.value());
    to.put("stderr", estimate == null ? null : NumberText.orNull(estimate.standardError()));
    to.put("lower", interval.map(ClusterInterval::lower).orElse(null));
    to.put("upper", interval.map(ClusterInterval::upper).orElse(null));
    if (estimate == null) {
      to.put("reason", reason(estimator, evaluation));
    } else {
      to.put("claims_coverage", estimator.claimsCoverage());
    }
  }

  private static String reason(OffPolicyEstimator estimator, OffPolicyEvaluation evaluation) {
    OffPolicyDiagnostics diagnostics = evaluation.diagnostics();
    if (diagnostics.n() == 0) {
      return "no_decisions";
    }
    if (evaluation.refusals().stream()
        .anyMatch(own -> own.code().equals(ArmFrequencies.NOT_DRAWN))) {
      return ArmFrequencies.NOT_DRAWN;
    }
    if (diagnostics.nonPositive() > 0) {
      return "non_positive_propensity";
    }
    return estimator.needsBaseline() && !evaluation.estimates().containsKey(OffPolicyEstimator.DM)
        ? "no_baseline"
        : "no_overlap";
  }

  /**
   * @param title what was evaluated
   */
  public static List<String> lines(String title, OffPolicyEvaluation evaluation) {
    OffPolicyDiagnostics diagnostics = evaluation.diagnostics();
    List<String> lines = new ArrayList<>();
    lines.add(
        title
            + ": "
            + diagnostics.n()
            + " decisions in "
            + diagnostics.clusters()
            + " clusters, effective "
            + NumberText.text("%.0f", diagnostics.worth())
            + ", logged value "
            + NumberText.text("%.6f", evaluation.loggedValue()));
    lines.add(ROW.formatted("", "estimate", "stderr", "95 % interval", "target - logged"));
    for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
      lines.add(line(estimator, evaluation));
    }
    if (!evaluation.fromChampion().isEmpty()) {
      lines.add(ROW.formatted("", "", "", "", "target - production").stripTrailing());
      for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
        ClusterInterval own = evaluation.fromChampion().get(estimator);
        lines.add(
            ROW.formatted(estimator.id(), "", "", "", own == null ? "-" : difference(own))
                .stripTrailing());
      }
    }
    lines.add(
        "ess "
            + NumberText.text("%.1f", diagnostics.ess())
            + ", weight max "
            + NumberText.text("%.3f", diagnostics.maxWeight())
            + " mean "
            + NumberText.text("%.4f", diagnostics.meanWeight())
            + ", clipped mass "
            + NumberText.text("%.4f", diagnostics.clippedMass())
            + ", tail index "
            + NumberText.text("%.2f", diagnostics.tailIndex())
            + ", largest share "
            + NumberText.text("%.4f", diagnostics.largestWeightShare())
            + ", overlap "
            + NumberText.text("%.3f", diagnostics.overlap())
            + ", certain "
            + NumberText.text("%.3f", diagnostics.deterministicShare()));
    for (OffPolicyEvaluation.Segment segment : evaluation.segments()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "segment %s: %d decisions, snips %s, logged %s",
              segment.name(),
              segment.n(),
              NumberText.text("%.6f", segment.snips()),
              NumberText.text("%.6f", segment.loggedValue())));
    }
    evaluation.refusals().forEach(refusal -> lines.add("refused: " + refusal.sentence()));
    if (evaluation.passed()) {
      lines.add("passed");
    }
    return lines;
  }

  private static String line(OffPolicyEstimator estimator, OffPolicyEvaluation evaluation) {
    OffPolicyEvaluation.Estimate estimate = evaluation.estimates().get(estimator);
    if (estimate == null) {
      return ROW.formatted(estimator.id(), "-", "-", reason(estimator, evaluation), "")
          .stripTrailing();
    }
    ClusterInterval difference = evaluation.differences().get(estimator);
    return ROW.formatted(
            estimator.id(),
            NumberText.text("%.6f", estimate.value()),
            NumberText.text("%.6f", estimate.standardError()),
            estimate.interval().map(own -> bounds("%.6f", own)).orElse("-"),
            difference == null ? "-" : difference(difference))
        .stripTrailing();
  }

  private static String difference(ClusterInterval own) {
    return NumberText.text("%+.6f", own.estimate()) + " " + bounds("%+.6f", own);
  }

  private static String bounds(String format, ClusterInterval interval) {
    return "["
        + NumberText.text(format, interval.lower())
        + ", "
        + NumberText.text(format, interval.upper())
        + "]";
  }
}
