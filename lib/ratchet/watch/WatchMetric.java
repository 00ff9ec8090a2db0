package ratchet.watch;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import ratchet.features.HazardCurve;
import ratchet.features.LoadedModel;
import ratchet.model.ModelName;
import ratchet.model.SurvivalModel;
import ratchet.promote.evidence.ServedScores;

/**
 * A loss by which two versions of a model are compared, outcome by outcome. It is from 0 to 1,
 * because an interval that holds at every look requires a bounded loss.
 */
enum WatchMetric {
  /** FillNet: squared error of the fill probability. */
  FILL_BRIER(ModelName.FILLNET, "brier", "y_fill"),
  /**
   * FillNet: absolute error of the slippage, limited to {@link #SLIPPAGE_CUT_BPS} and divided by
   * it.
   */
  SLIPPAGE(ModelName.FILLNET, "slippage", "y_slip_bps"),
  /** Alpha: squared error of the 10-minute score. */
  ALPHA_BRIER_10M(ModelName.ALPHA, "brier_10m", "y_payoff_10m"),
  /** Alpha: squared error of the 60-minute score. */
  ALPHA_BRIER_60M(ModelName.ALPHA, "brier_60m", "y_payoff_60m"),
  /** RugGuard: squared error of the probability. */
  RUG_BRIER(ModelName.RUGGUARD, "brier", "label_rug"),
  /** Survival: mean squared error of the survival curve over the observed intervals. */
  SURVIVAL_BRIER(ModelName.SURVIVAL, "survival_brier", "event");

  static final double SLIPPAGE_CUT_BPS = 100;

  private final ModelName model;
  private final String id;
  private final String label;

  WatchMetric(ModelName model, String id, String label) {
    this.model = model;
    this.id = id;
    this.label = label;
  }

  static List<WatchMetric> of(ModelName model) {
    return List.of(values()).stream().filter(metric -> metric.model == model).toList();
  }

  /** As reasons and documents spell it. */
  String id() {
    return id;
  }

  /** The label column; a row has an outcome where this column is not NaN. */
  String label() {
    return label;
  }

  /** The loss of one version, row by row. */
  @FunctionalInterface
  interface Loss {
    /**
     * @param labels in the order of the training view
     * @param features in the order of the vector
     * @return 0 to 1
     */
    double of(double[] labels, double[] features);
  }

  /**
   * @param labels names in the order of the training view The loss of a version.
   * @return a function for rows that have the {@link #label}; empty when the version does not score
   *     it
   */
  Optional<Loss> loss(LoadedModel version, List<String> labels) {
    return switch (this) {
      case FILL_BRIER, ALPHA_BRIER_10M, ALPHA_BRIER_60M, RUG_BRIER ->
          served(version, labels, error -> error * error);
      case SLIPPAGE ->
          served(
              version,
              labels,
              error -> Math.min(Math.abs(error), SLIPPAGE_CUT_BPS) / SLIPPAGE_CUT_BPS);
      case SURVIVAL_BRIER ->
          ((SurvivalModel) version.file())
              .hazard()
              .map(
                  hazard ->
                      survival(
                          hazard, labels.indexOf("event"), labels.indexOf("duration_seconds")));
    };
  }

  private Optional<Loss> served(
      LoadedModel version, List<String> labels, DoubleUnaryOperator lossOfError) {
    int column = labels.indexOf(label);
    return ServedScores.of(version, label)
        .map(
            score ->
                (row, features) ->
                    lossOfError.applyAsDouble(score.applyAsDouble(features) - row[column]));
  }

  private static Loss survival(SurvivalModel.HazardModel hazard, int event, int duration) {
    return (row, features) -> survival(hazard, features, row[event] == 1, row[duration]);
  }

  private static double survival(
      SurvivalModel.HazardModel hazard, double[] vector, boolean stopped, double seconds) {
    double[] curve = HazardCurve.survival(hazard, vector);
    double sum = 0;
    int observed = 0;
    for (int k = 0; k < curve.length; k++) {
      boolean survived = seconds >= (k + 1) * hazard.intervalSeconds();
      if (!survived && !stopped) {
        break; // censored: later intervals were not observed
      }
      double error = curve[k] - (survived ? 1 : 0);
      sum += error * error;
      observed++;
    }
    return observed == 0 ? 0 : sum / observed;
  }
}
