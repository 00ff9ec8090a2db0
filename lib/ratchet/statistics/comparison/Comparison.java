package ratchet.statistics.comparison;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.NonInferiority;
import ratchet.statistics.PairedDifference;

/**
 * Two sets of predictions for the same rows: the figures of each, their differences, and whether
 * the challenger is not inferior to the champion. Differences are challenger − champion, with the
 * intervals of {@link ClusterEstimate}.
 *
 * @param n number of rows
 * @param positives number of rows with label 1
 * @param clusters number of clusters; n if each row is a cluster
 * @param effectiveRows number of independent rows that carries the same information about the
 *     metric of the question
 * @param differences by metric. Rank metrics are absent unless both classes have two rows; all are
 *     absent with fewer than two clusters
 * @param verdict on the metric of the question; inconclusive if that difference is absent
 */
public record Comparison(
    int n,
    int positives,
    int clusters,
    double effectiveRows,
    PredictionSummary champion,
    PredictionSummary challenger,
    Map<ComparisonMetric, Difference> differences,
    NonInferiority verdict) {
  /**
   * @param z difference divided by its standard error; infinite if a difference has no variance
   * @param pValue two-sided, for the hypothesis of no difference: the normal p-value of z if rows
   *     are independent (DeLong's test of an AUC), else {@link ClusterEstimate#pValue}
   */
  public record Difference(ClusterInterval interval, double z, double pValue) {}

  /**
   * How to compare.
   *
   * @param metric the metric of the verdict
   * @param margin how much worse the challenger may be, in the metric's unit; not negative
   * @param level of confidence of all intervals, e.g. 0.95
   */
  public record Question(ComparisonMetric metric, double margin, double level) {
    public Question {
      if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("margin is not a number from 0 up: " + margin);
      }
    }
  }

  public Comparison {
    differences = Map.copyOf(differences);
  }

  /**
   * @param champion probabilities of label 1, by row
   * @param challenger probabilities of label 1, by row
   * @param labels 0 or 1, by row
   * @param rows cluster and time of each row
   */
  public static Comparison of(
      double[] champion,
      double[] challenger,
      double[] labels,
      ClusteredRows rows,
      Question question) {
    Map<ComparisonMetric, Difference> differences = new EnumMap<>(ComparisonMetric.class);
    for (ComparisonMetric metric : ComparisonMetric.values()) {
      PairedDifference.of(
              metric.influence(challenger, labels), metric.influence(champion, labels), rows)
          .map(paired -> difference(paired.estimate(), rows, question.level()))
          .ifPresent(difference -> differences.put(metric, difference));
    }
    Optional<ClusterInterval> asked =
        Optional.ofNullable(differences.get(question.metric())).map(Difference::interval);
    return new Comparison(
        labels.length,
        (int) InfluenceValues.sum(labels),
        rows.clusters(),
        asked.map(ClusterInterval::effectiveRows).orElse((double) labels.length),
        PredictionSummary.of(champion, labels),
        PredictionSummary.of(challenger, labels),
        differences,
        asked
            .map(
                interval ->
                    verdict(interval, PairedDifference.areSame(challenger, champion), question))
            .orElse(NonInferiority.INCONCLUSIVE));
  }

  /** The difference in one metric, with its interval; empty if it cannot be computed. */
  public Optional<Difference> difference(ComparisonMetric metric) {
    return Optional.ofNullable(differences.get(metric));
  }

  /** A difference with its test: DeLong's if rows are independent. */
  public static Difference difference(ClusterEstimate estimate, ClusteredRows rows, double level) {
    double z = estimate.estimate() == 0 ? 0 : estimate.estimate() / estimate.standardError();
    boolean independent = !rows.inTime() && rows.clusters() == rows.rows();
    double pValue =
        independent
            ? 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z))
            : estimate.pValue(0);
    return new Difference(estimate.interval(level), z, pValue);
  }

  /** Equal predictions are not inferior, however few rows there are. */
  private static NonInferiority verdict(
      ClusterInterval difference, boolean same, Question question) {
    boolean higherIsBetter = question.metric().higherIsBetter();
    return same
        ? NonInferiority.decide(
            difference.lower(), difference.upper(), higherIsBetter, question.margin())
        : NonInferiority.decide(difference, higherIsBetter, question.margin());
  }
}
