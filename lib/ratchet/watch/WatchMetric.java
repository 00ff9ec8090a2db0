package ratchet.watch;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import ratchet.data.training.TrainingSet;
import ratchet.features.HazardCurve;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.model.ModelName;
import ratchet.model.SurvivalModel;

/**
 * A loss from 0 to 1 by which two versions of a model are compared, outcome by outcome. Bounded,
 * because an interval that holds at every look needs a bound.
 */
enum WatchMetric {
  /** FillNet: squared error of the fill probability. */
  FILL_BRIER(ModelName.FILLNET, "brier", "y_fill"),
  /**
   * FillNet: absolute error of the slippage, cut at {@link #SLIPPAGE_CUT_BPS} and divided by it.
   */
  SLIPPAGE(ModelName.FILLNET, "slippage", "y_slip_bps"),
  /** Alpha: squared error of the 10-minute score. */
  ALPHA_BRIER_10M(ModelName.ALPHA, "brier_10m", "y_payoff_10m"),
  /** Alpha: squared error of the 60-minute score. */
  ALPHA_BRIER_60M(ModelName.ALPHA, "brier_60m", "y_payoff_60m"),
  /** RugGuard: squared error of the probability. */
  RUG_BRIER(ModelName.RUGGUARD, "brier", "label_rug"),
  /** Survival: squared error of the survival curve, mean over the intervals that were observed. */
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

  /** Which rows have an outcome: those where this column is not NaN. */
  String label() {
    return label;
  }

  /** The loss of a row, 0 to 1. */
  interface Loss {
    double of(int row);
  }

  /**
   * @return empty when the version has no score for this metric
   */
  Optional<Loss> loss(LoadedModel version, TrainingSet set) {
    double[] labels = set.label(label);
    Vectors vectors = new Vectors(set);
    return switch (this) {
      case FILL_BRIER -> squared(labels, vectors, vector -> fillNet(version, vector).pFill());
      case SLIPPAGE ->
          Optional.of(
              row -> {
                double error = fillNet(version, vectors.of(row)).expSlipBps() - labels[row];
                return Math.min(Math.abs(error), SLIPPAGE_CUT_BPS) / SLIPPAGE_CUT_BPS;
              });
      case ALPHA_BRIER_10M -> alpha(version, "10m", labels, vectors);
      case ALPHA_BRIER_60M -> alpha(version, "60m", labels, vectors);
      case RUG_BRIER ->
          squared(
              labels,
              vectors,
              vector -> ((Score.RugGuard) version.scorer().score(vector)).rugProb());
      case SURVIVAL_BRIER ->
          ((SurvivalModel) version.file())
              .hazard()
              .map(hazard -> survival(hazard, labels, set.label("duration_seconds"), vectors));
    };
  }

  private static Score.FillNet fillNet(LoadedModel version, double[] vector) {
    return (Score.FillNet) version.scorer().score(vector);
  }

  private static Optional<Loss> alpha(
      LoadedModel version, String horizon, double[] labels, Vectors vectors) {
    double[] zero = new double[version.file().header().features().size()];
    boolean known = ((Score.Alpha) version.scorer().score(zero)).byHorizon().containsKey(horizon);
    return known
        ? squared(
            labels,
            vectors,
            vector -> ((Score.Alpha) version.scorer().score(vector)).byHorizon().get(horizon))
        : Optional.empty();
  }

  private static Optional<Loss> squared(
      double[] labels, Vectors vectors, ToDoubleFunction<double[]> probability) {
    return Optional.of(
        row -> {
          double error = probability.applyAsDouble(vectors.of(row)) - labels[row];
          return error * error;
        });
  }

  private static Loss survival(
      SurvivalModel.HazardModel hazard, double[] events, double[] durations, Vectors vectors) {
    return row -> {
      double[] curve = HazardCurve.survival(hazard, vectors.of(row));
      double sum = 0;
      int observed = 0;
      for (int k = 0; k < curve.length; k++) {
        double end = (k + 1) * hazard.intervalSeconds();
        boolean survived = durations[row] >= end;
        if (!survived && events[row] == 0) {
          break; // censored: what came later was not seen
        }
        double error = curve[k] - (survived ? 1 : 0);
        sum += error * error;
        observed++;
      }
      return observed == 0 ? 0 : sum / observed;
    };
  }

  /** One row's features at a time, in one array. */
  private static final class Vectors {
    private final double[][] columns;
    private final double[] vector;

    Vectors(TrainingSet set) {
      this.columns = set.features();
      this.vector = new double[columns.length];
    }

    double[] of(int row) {
      for (int j = 0; j < vector.length; j++) {
        vector[j] = columns[j][row];
      }
      return vector;
    }
  }
}
