package ratchet.statistics.comparison;

import java.util.OptionalDouble;
import ratchet.statistics.ProbabilityMetrics;
import ratchet.statistics.RankMetrics;

/** The figures of one set of predictions; a figure is empty if it cannot be computed. */
public record PredictionSummary(
    OptionalDouble auc,
    OptionalDouble averagePrecision,
    OptionalDouble brier,
    OptionalDouble logLoss) {
  /**
   * @param probabilities by row, probability of label 1
   * @param labels by row, 0 or 1
   */
  public static PredictionSummary of(double[] probabilities, double[] labels) {
    return new PredictionSummary(
        RankMetrics.auc(probabilities, labels),
        RankMetrics.averagePrecision(probabilities, labels),
        ProbabilityMetrics.brier(probabilities, labels),
        ProbabilityMetrics.logLoss(probabilities, labels));
  }
}
