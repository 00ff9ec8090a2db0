package ratchet.promote.evidence;

import java.util.Arrays;
import java.util.Optional;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.PairedMetric;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.PairedDifference;

/**
 * The scores of the candidate and of a reference on the same rows, with the outcomes of these rows.
 * All arrays have one value per row.
 *
 * @param labels 0 or 1, slippage in basis points, or for survival whether the stop was observed
 * @param times observed durations, for survival; empty for other models
 * @param rows clusters of dependent rows, and decision times
 */
public record PairedScores(
    double[] candidate, double[] reference, double[] labels, double[] times, ClusteredRows rows) {
  /**
   * Compares candidate and reference by a metric.
   *
   * @param confidence of each end of the interval, one-sided
   * @return empty where the rows do not determine the metric
   */
  public Optional<PairedEstimate> compare(PairedMetric metric, double confidence) {
    return PairedDifference.of(
            influence(metric, candidate, labels, times, rows),
            influence(metric, reference, labels, times, rows),
            rows)
        .map(
            paired ->
                new PairedEstimate(
                    paired.candidate(),
                    paired.reference(),
                    paired.estimate().interval(2 * confidence - 1)));
  }

  /** Whether both have the same score for every row. */
  boolean areEqual() {
    return PairedDifference.areSame(candidate, reference);
  }

  /**
   * The metric of one model with the influence of each row.
   *
   * @return empty where the rows do not determine the metric
   */
  static Optional<InfluenceValues> influence(
      PairedMetric metric, double[] scores, double[] labels, double[] times, ClusteredRows rows) {
    if (labels.length == 0) {
      return Optional.empty();
    }
    return switch (metric) {
      case AUC -> InfluenceValues.ofAuc(scores, labels);
      case BRIER -> Optional.of(InfluenceValues.ofMean(squares(scores, labels)));
      case C_INDEX ->
          times.length == 0
              ? Optional.empty()
              : InfluenceValues.ofConcordance(scores, times, labels, rows);
      case F1 -> f1(scores, labels);
      case SLIP_MAE, TTL_MAE -> Optional.of(InfluenceValues.ofMean(distances(scores, labels)));
    };
  }

  /** F1 as a ratio: 2·hits over (vetoes + rugs). */
  private static Optional<InfluenceValues> f1(double[] decisions, double[] labels) {
    double[] hits = new double[labels.length];
    double[] both = new double[labels.length];
    Arrays.setAll(hits, row -> 2 * decisions[row] * labels[row]);
    Arrays.setAll(both, row -> decisions[row] + labels[row]);
    return InfluenceValues.ofRatio(hits, both);
  }

  /** A copy with decisions, 1 or 0, instead of scores, as {@link PairedMetric#F1} requires. */
  PairedScores decided(double candidateThreshold, double referenceThreshold) {
    return new PairedScores(
        decisions(candidate, candidateThreshold),
        decisions(reference, referenceThreshold),
        labels,
        times,
        rows);
  }

  private static double[] decisions(double[] scores, double threshold) {
    return Arrays.stream(scores).map(score -> score >= threshold ? 1 : 0).toArray();
  }

  /**
   * Compares the candidate with a model without skill; see {@link ratchet.gate.CommonRows#skill}.
   * The scores of the reference are not used.
   */
  Optional<PairedEstimate> skill(PairedMetric metric, double confidence) {
    return switch (metric) {
      case AUC, C_INDEX ->
          influence(metric, candidate, labels, times, rows)
              .flatMap(own -> aboveHalf(own, confidence));
      case BRIER -> saved(squares(candidate, labels), mean(labels), confidence, true);
      case F1 -> aboveConstantVeto(confidence);
      case SLIP_MAE, TTL_MAE ->
          saved(distances(candidate, labels), median(labels), confidence, false);
    };
  }

  private Optional<PairedEstimate> aboveConstantVeto(double confidence) {
    double[] always = new double[labels.length];
    Arrays.fill(always, 1);
    return new PairedScores(candidate, always, labels, times, rows)
        .compare(PairedMetric.F1, confidence);
  }

  private Optional<PairedEstimate> aboveHalf(InfluenceValues own, double confidence) {
    return ClusterEstimate.of(rows, own)
        .map(estimate -> estimate.shareInterval(2 * confidence - 1))
        .map(share -> new PairedEstimate(share.estimate(), 0.5, shifted(share, 0.5)));
  }

  private static ClusterInterval shifted(ClusterInterval by, double amount) {
    return new ClusterInterval(
        by.estimate() - amount,
        by.lower() - amount,
        by.upper() - amount,
        by.rows(),
        by.clusters(),
        by.effectiveClusters(),
        by.effectiveRows(),
        by.conclusive());
  }

  /**
   * The skill score: one minus the loss of the candidate over the loss of a constant prediction.
   * The constant is the best one for these rows, so that its own error is of second order.
   */
  private Optional<PairedEstimate> saved(
      double[] losses, double constant, double confidence, boolean squared) {
    double[] same = new double[labels.length];
    Arrays.fill(same, constant);
    double[] reference = squared ? squares(same, labels) : distances(same, labels);
    double[] gains = new double[labels.length];
    Arrays.setAll(gains, row -> reference[row] - losses[row]);
    return labels.length == 0
        ? Optional.empty()
        : InfluenceValues.ofRatio(gains, reference)
            .flatMap(share -> ClusterEstimate.of(rows, share))
            .map(estimate -> estimate.interval(2 * confidence - 1))
            .map(share -> new PairedEstimate(share.estimate(), 0, share));
  }

  private static double[] squares(double[] scores, double[] labels) {
    double[] losses = new double[labels.length];
    Arrays.setAll(losses, row -> (scores[row] - labels[row]) * (scores[row] - labels[row]));
    return losses;
  }

  private static double[] distances(double[] scores, double[] labels) {
    double[] losses = new double[labels.length];
    Arrays.setAll(losses, row -> Math.abs(scores[row] - labels[row]));
    return losses;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
