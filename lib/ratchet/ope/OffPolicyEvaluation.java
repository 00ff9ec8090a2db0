package ratchet.ope;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.evaluation.Refusal;
import ratchet.statistics.Bootstrap;
import ratchet.statistics.Interval;
import ratchet.statistics.ResampledStatistic;

/**
 * What a log says of a target policy, and whether it may be believed.
 *
 * @param estimates by estimator; one that cannot be computed is absent
 * @param differences target less logged policy, of the same resamples
 * @param loggedValue mean reward of the logged policy; NaN without decisions
 * @param segments the same of parts of the log, without intervals
 * @param refusals why not; none when it may be believed
 */
public record OffPolicyEvaluation(
    OffPolicyDiagnostics diagnostics,
    Map<OffPolicyEstimator, Estimate> estimates,
    Map<OffPolicyEstimator, Interval> differences,
    double loggedValue,
    List<Segment> segments,
    List<Refusal> refusals) {
  /**
   * @param standardError NaN below two decisions
   * @param interval by bootstrap; empty where too many resamples leave it undefined
   */
  public record Estimate(double value, double standardError, Optional<Interval> interval) {}

  /**
   * @param snips of the decisions of this segment; NaN where undefined
   * @param loggedValue their mean reward
   */
  public record Segment(String name, int n, double ess, double snips, double loggedValue) {}

  public OffPolicyEvaluation {
    estimates = Map.copyOf(estimates);
    differences = Map.copyOf(differences);
    segments = List.copyOf(segments);
    refusals = List.copyOf(refusals);
  }

  public boolean passed() {
    return refusals.isEmpty();
  }

  /** The same with further reasons not to believe it. */
  OffPolicyEvaluation refusedBy(List<Refusal> more) {
    List<Refusal> all = new ArrayList<>(refusals);
    all.addAll(more);
    return new OffPolicyEvaluation(diagnostics, estimates, differences, loggedValue, segments, all);
  }

  /**
   * @param policy whose floors the target must keep; empty for a log of unknown origin, which has
   *     none
   */
  public static OffPolicyEvaluation of(
      PolicyLog log, Optional<LoggedPolicy> policy, OpeRules rules, Bootstrap bootstrap) {
    OffPolicyDiagnostics diagnostics = OffPolicyDiagnostics.of(log);
    Map<OffPolicyEstimator, OffPolicyTerms> terms = terms(log);
    List<OffPolicyEstimator> computed = List.copyOf(terms.keySet());
    List<ResampledStatistic> statistics = new ArrayList<>(terms.values());
    computed.forEach(estimator -> statistics.add(terms.get(estimator).less(log.rewards())));
    List<Optional<Interval>> intervals = bootstrap.intervals(log.size(), statistics);

    Map<OffPolicyEstimator, Estimate> estimates = new EnumMap<>(OffPolicyEstimator.class);
    Map<OffPolicyEstimator, Interval> differences = new EnumMap<>(OffPolicyEstimator.class);
    for (int i = 0; i < computed.size(); i++) {
      OffPolicyEstimator estimator = computed.get(i);
      double value = terms.get(estimator).estimate();
      if (!Double.isNaN(value)) {
        double standardError = terms.get(estimator).standardError();
        estimates.put(estimator, new Estimate(value, standardError, intervals.get(i)));
      }
      intervals.get(computed.size() + i).ifPresent(own -> differences.put(estimator, own));
    }
    List<Refusal> refusals = new ArrayList<>(diagnostics.refusals(rules));
    policy.ifPresent(own -> refusals.addAll(belowFloor(rules.floors().get(own), differences)));
    return new OffPolicyEvaluation(
        diagnostics, estimates, differences, mean(log.rewards()), segments(log), refusals);
  }

  private static Map<OffPolicyEstimator, OffPolicyTerms> terms(PolicyLog log) {
    Map<OffPolicyEstimator, OffPolicyTerms> terms = new EnumMap<>(OffPolicyEstimator.class);
    if (log.size() == 0 || !log.hasOnlyPositivePropensities()) {
      return terms;
    }
    for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
      if (log.baseline().isPresent() || !estimator.needsBaseline()) {
        terms.put(estimator, OffPolicyTerms.of(estimator, log));
      }
    }
    return terms;
  }

  /** A floor without an interval to hold against it is not kept; DR only where there is one. */
  private static List<Refusal> belowFloor(
      Map<OffPolicyEstimator, Double> floors, Map<OffPolicyEstimator, Interval> differences) {
    List<Refusal> refusals = new ArrayList<>();
    for (OffPolicyEstimator estimator : OffPolicyEstimator.floored()) {
      double floor = floors.get(estimator);
      Interval difference = differences.get(estimator);
      if (difference == null || difference.lower() < floor) {
        double measured = difference == null ? Double.NaN : difference.lower();
        refusals.add(new Refusal(estimator.id() + "_below_floor", measured, floor));
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
              boolean usable = own.hasOnlyPositivePropensities();
              return new Segment(
                  name,
                  own.size(),
                  OffPolicyDiagnostics.of(own).ess(),
                  usable ? OffPolicyTerms.of(OffPolicyEstimator.SNIPS, own).estimate() : Double.NaN,
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
