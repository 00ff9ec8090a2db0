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
 * Two sets of predictions of the same rows: how each does, by how much they differ, and whether the
 * challenger may stand in for the champion. Differences are challenger − champion, with the
 * intervals of {@link ClusterEstimate}.
 *
 * @param n rows
 * @param positives rows with label 1
 * @param clusters that the rows fall into; n where each row is one
 * @param effectiveRows as many independent rows would tell as much of the metric asked for
 * @param differences by metric; those of the ranks are absent unless both classes have two rows,
 *     all below two clusters
 * @param verdict on the metric asked for; inconclusive when that difference is absent
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
   * @param z difference over its standard error; infinite when a difference has no variance
   * @param pValue two-sided, of no difference: the normal one of z where rows are independent
   *     (DeLong's test of an AUC), else that of the rule which made the interval
   */
  public record Difference(ClusterInterval interval, double z, double pValue) {}

  /**
   * How to compare.
   *
   * @param metric that the verdict is about
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
   * @param challenger the same of the same rows
   * @param labels 0 or 1, by row
   * @param rows which rows belong together, and when they were
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

  /** The difference in one metric, with its interval. */
  public Optional<Difference> difference(ComparisonMetric metric) {
    return Optional.ofNullable(differences.get(metric));
  }

  /** One difference with its test: DeLong where rows are independent. */
  public static Difference difference(ClusterEstimate estimate, ClusteredRows rows, double level) {
    double z = estimate.estimate() == 0 ? 0 : estimate.estimate() / estimate.standardError();
    boolean independent = !rows.inTime() && rows.clusters() == rows.rows();
    double pValue =
        independent
            ? 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z))
            : estimate.pValue(0);
    return new Difference(estimate.interval(level), z, pValue);
  }

  /** The same predictions are as good as themselves, however few there are. */
  private static NonInferiority verdict(
      ClusterInterval difference, boolean same, Question question) {
    boolean higherIsBetter = question.metric().higherIsBetter();
    return same
        ? NonInferiority.decide(
            difference.lower(), difference.upper(), higherIsBetter, question.margin())
        : NonInferiority.decide(difference, higherIsBetter, question.margin());
  }
}
