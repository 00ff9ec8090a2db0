package ratchet.statistics.comparison;

import java.util.Optional;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.ProbabilityMetrics;

/** The metrics in which two sets of predictions can be compared. */
public enum ComparisonMetric {
  AUC("auc", true),
  AVERAGE_PRECISION("average_precision", true),
  BRIER("brier", false);

  private final String label;
  private final boolean higherIsBetter;

  ComparisonMetric(String label, boolean higherIsBetter) {
    this.label = label;
    this.higherIsBetter = higherIsBetter;
  }

  /** The name in files, options and JSON. */
  public String label() {
    return label;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /**
   * @param probabilities of label 1, by row
   * @param labels 0 or 1
   * @return empty if the rows do not suffice for the metric
   */
  public Optional<InfluenceValues> influence(double[] probabilities, double[] labels) {
    return switch (this) {
      case AUC -> InfluenceValues.ofAuc(probabilities, labels);
      case AVERAGE_PRECISION -> InfluenceValues.ofAveragePrecision(probabilities, labels);
      case BRIER ->
          labels.length == 0
              ? Optional.empty()
              : Optional.of(
                  InfluenceValues.ofMean(ProbabilityMetrics.squaredErrors(probabilities, labels)));
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
