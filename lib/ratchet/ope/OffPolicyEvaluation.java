package ratchet.ope;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.evaluation.Refusal;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;

/**
 * The evaluation of a target policy on a log: estimates, and reasons to refuse them. Intervals are
 * at 95 %, with the log's clusters and times.
 *
 * @param estimates by estimator; one that cannot be computed is absent
 * @param differences target minus logged policy
 * @param fromChampion target minus production's policy; empty if production's is not known
 * @param loggedValue mean reward of the logged policy; NaN without decisions
 * @param segments estimates for parts of the log, without intervals
 * @param refusals reasons to refuse the estimates; empty if there are none
 */
public record OffPolicyEvaluation(
    OffPolicyDiagnostics diagnostics,
    Map<OffPolicyEstimator, Estimate> estimates,
    Map<OffPolicyEstimator, ClusterInterval> differences,
    Map<OffPolicyEstimator, ClusterInterval> fromChampion,
    double loggedValue,
    List<Segment> segments,
    List<Refusal> refusals) {
  private static final double LEVEL = 0.95;

  /**
   * @param standardError NaN below two clusters
   * @param interval empty below two clusters
   */
  public record Estimate(double value, double standardError, Optional<ClusterInterval> interval) {}

  /**
   * @param snips of the decisions of this segment; NaN where undefined
   * @param loggedValue their mean reward
   */
  public record Segment(String name, int n, double ess, double snips, double loggedValue) {}

  public OffPolicyEvaluation {
    estimates = Map.copyOf(estimates);
    differences = Map.copyOf(differences);
    fromChampion = Map.copyOf(fromChampion);
    segments = List.copyOf(segments);
    refusals = List.copyOf(refusals);
  }

  public boolean passed() {
    return refusals.isEmpty();
  }

  /** A copy with further refusals. */
  OffPolicyEvaluation refusedBy(List<Refusal> more) {
    List<Refusal> all = new ArrayList<>(refusals);
    all.addAll(more);
    return new OffPolicyEvaluation(
        diagnostics, estimates, differences, fromChampion, loggedValue, segments, all);
  }

  /** A copy without estimates, for a log whose decisions were not drawn with its probabilities. */
  OffPolicyEvaluation withoutEstimates() {
    return new OffPolicyEvaluation(
        diagnostics, Map.of(), Map.of(), Map.of(), loggedValue, List.of(), refusals);
  }

  /**
   * @param policy the policy whose floors apply; empty for a log of unknown origin, for which there
   *     are none
   */
  public static OffPolicyEvaluation of(
      PolicyLog log, Optional<LoggedPolicy> policy, OpeRules rules) {
    return of(log, Optional.empty(), policy, rules);
  }

  /**
   * @param champion the same decisions with production's policy as target; the floors apply to the
   *     difference from it too
   */
  static OffPolicyEvaluation of(
      PolicyLog log, Optional<PolicyLog> champion, Optional<LoggedPolicy> policy, OpeRules rules) {
    ClusteredRows rows = log.rows();
    Map<OffPolicyEstimator, InfluenceValues> terms = terms(log);
    Map<OffPolicyEstimator, InfluenceValues> production =
        champion.map(OffPolicyEvaluation::terms).orElse(Map.of());
    Map<OffPolicyEstimator, Estimate> estimates = new EnumMap<>(OffPolicyEstimator.class);
    Map<OffPolicyEstimator, ClusterInterval> differences = new EnumMap<>(OffPolicyEstimator.class);
    Map<OffPolicyEstimator, ClusterInterval> fromChampion = new EnumMap<>(OffPolicyEstimator.class);
    terms.forEach(
        (estimator, influence) -> {
          estimates.put(estimator, estimate(rows, influence));
          interval(rows, influence.minus(InfluenceValues.ofMean(log.rewards())))
              .ifPresent(own -> differences.put(estimator, own));
          Optional.ofNullable(production.get(estimator))
              .flatMap(other -> interval(rows, influence.minus(other)))
              .ifPresent(own -> fromChampion.put(estimator, own));
        });
    OffPolicyDiagnostics diagnostics = OffPolicyDiagnostics.of(log);
    List<Refusal> refusals = new ArrayList<>(diagnostics.refusals(rules));
    policy.ifPresent(
        own -> {
          Map<OffPolicyEstimator, Double> floors = rules.floors().get(own);
          refusals.addAll(below("_below_floor", floors, differences));
          if (champion.isPresent()) {
            refusals.addAll(below("_below_champion", floors, fromChampion));
          }
        });
    return new OffPolicyEvaluation(
        diagnostics,
        estimates,
        differences,
        fromChampion,
        mean(log.rewards()),
        segments(log),
        refusals);
  }

  private static Map<OffPolicyEstimator, InfluenceValues> terms(PolicyLog log) {
    Map<OffPolicyEstimator, InfluenceValues> terms = new EnumMap<>(OffPolicyEstimator.class);
    if (log.size() == 0 || !log.hasOnlyPositivePropensities()) {
      return terms;
    }
    for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
      if (log.baseline().isPresent() || !estimator.needsBaseline()) {
        OffPolicyTerms.of(estimator, log).ifPresent(own -> terms.put(estimator, own));
      }
    }
    return terms;
  }

  private static Estimate estimate(ClusteredRows rows, InfluenceValues influence) {
    Optional<ClusterEstimate> estimate = ClusterEstimate.of(rows, influence);
    return new Estimate(
        influence.estimate(),
        estimate.map(ClusterEstimate::standardError).orElse(Double.NaN),
        estimate.map(own -> own.interval(LEVEL)));
  }

  private static Optional<ClusterInterval> interval(
      ClusteredRows rows, InfluenceValues difference) {
    return ClusterEstimate.of(rows, difference).map(own -> own.interval(LEVEL));
  }

  /** A floor without an interval counts as missed; for DR only if there is an interval. */
  private static List<Refusal> below(
      String suffix,
      Map<OffPolicyEstimator, Double> floors,
      Map<OffPolicyEstimator, ClusterInterval> differences) {
    List<Refusal> refusals = new ArrayList<>();
    for (OffPolicyEstimator estimator : OffPolicyEstimator.floored()) {
      double floor = floors.get(estimator);
      ClusterInterval difference = differences.get(estimator);
      if (difference == null || difference.lower() < floor) {
        double measured = difference == null ? Double.NaN : difference.lower();
        refusals.add(new Refusal(estimator.id() + suffix, measured, floor));
      }
    }
    return refusals;
  }

  private static List<Segment> segments(PolicyLog log) {
    return log.segments().stream()
        .distinct()
        .sorted()
        .map(
            name -> {
              PolicyLog own = log.only(name);
              Optional<InfluenceValues> snips =
                  own.hasOnlyPositivePropensities()
                      ? OffPolicyTerms.of(OffPolicyEstimator.SNIPS, own)
                      : Optional.empty();
              return new Segment(
                  name,
                  own.size(),
                  OffPolicyDiagnostics.of(own).ess(),
                  snips.map(InfluenceValues::estimate).orElse(Double.NaN),
                  mean(own.rewards()));
            })
        .toList();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? Double.NaN : sum / values.length;
  }
}
