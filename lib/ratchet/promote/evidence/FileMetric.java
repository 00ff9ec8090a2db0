package ratchet.promote.evidence;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.ReproducedMetric;
import ratchet.gate.PairedMetric;
import ratchet.model.ModelName;
import ratchet.model.RugGuardModel;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.Concordance;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.ProbabilityMetrics;
import ratchet.statistics.RankMetrics;

/**
 * A metric of a model file that can be computed from rows, by the formula of the trainers.
 *
 * @param name as in the file, e.g. {@code auc_10m}
 * @param label the label column that it is computed from
 */
record FileMetric(String name, String label, Kind kind) {
  /** The smallest denominator of a relative error, in basis points. */
  private static final double SMALLEST_SLIPPAGE_BPS = 10;

  private static final int PRECISION_ROWS = 50;

  /** The formula. */
  enum Kind {
    AUC,
    BRIER,
    LOG_LOSS,
    PRECISION_AT_50,
    F1,
    PRECISION,
    RECALL,
    ABSOLUTE_ERROR,
    RELATIVE_ERROR,
    C_INDEX
  }

  /** Every metric of the model that a rule may read and that can be computed from rows. */
  static List<FileMetric> of(ModelName model) {
    return switch (model) {
      case ALPHA ->
          Stream.of("10m", "60m")
              .flatMap(
                  horizon ->
                      Stream.of(
                          alpha("auc_", horizon, Kind.AUC),
                          alpha("brier_", horizon, Kind.BRIER),
                          alpha("logloss_", horizon, Kind.LOG_LOSS),
                          alpha("precision_at_50_", horizon, Kind.PRECISION_AT_50)))
              .toList();
      case FILLNET ->
          List.of(
              new FileMetric("brier", "y_fill", Kind.BRIER),
              new FileMetric("auc", "y_fill", Kind.AUC),
              new FileMetric("pfill_logloss", "y_fill", Kind.LOG_LOSS),
              new FileMetric("slip_mae", "y_slip_bps", Kind.ABSOLUTE_ERROR),
              new FileMetric("slip_mape", "y_slip_bps", Kind.RELATIVE_ERROR),
              new FileMetric("ttl_mae", "y_ttl_ms", Kind.ABSOLUTE_ERROR));
      case RUGGUARD ->
          List.of(
              rug("auc", Kind.AUC),
              rug("brier", Kind.BRIER),
              rug("logloss", Kind.LOG_LOSS),
              rug("f1", Kind.F1),
              rug("precision", Kind.PRECISION),
              rug("recall", Kind.RECALL));
      case SURVIVAL -> List.of(new FileMetric("c_index", "event", Kind.C_INDEX));
    };
  }

  static Optional<FileMetric> of(ModelName model, String name) {
    return of(model).stream().filter(figure -> figure.name.equals(name)).findFirst();
  }

  private static FileMetric alpha(String prefix, String horizon, Kind kind) {
    return new FileMetric(prefix + horizon, "y_payoff_" + horizon, kind);
  }

  private static FileMetric rug(String name, Kind kind) {
    return new FileMetric(name, "label_rug", kind);
  }

  /**
   * Computes the metric.
   *
   * @param times observed durations by row, for survival; empty for other models
   * @return empty where the rows do not determine it
   */
  OptionalDouble measure(LoadedModel model, double[] scores, double[] labels, double[] times) {
    if (labels.length == 0) {
      return OptionalDouble.empty();
    }
    return switch (kind) {
      case AUC -> RankMetrics.auc(scores, labels);
      case BRIER -> mean(ProbabilityMetrics.squaredErrors(scores, labels));
      case LOG_LOSS -> mean(ProbabilityMetrics.logLosses(scores, labels));
      case PRECISION_AT_50 -> RankMetrics.precisionAt(PRECISION_ROWS, scores, labels);
      case F1 -> share(model, scores, labels, 2, 1, 1);
      case PRECISION -> share(model, scores, labels, 1, 1, 0);
      case RECALL -> share(model, scores, labels, 1, 0, 1);
      case ABSOLUTE_ERROR -> mean(errors(scores, labels, false));
      case RELATIVE_ERROR -> mean(errors(scores, labels, true));
      case C_INDEX -> Concordance.harrell(scores, times, labels);
    };
  }

  /**
   * The largest change of the metric when rows are added or removed.
   *
   * @param rows how many were added or removed
   */
  double slack(int rows, LoadedModel model, double[] scores, double[] labels, double[] times) {
    if (rows == 0) {
      return 0;
    }
    double influence =
        switch (kind) {
          case AUC -> largest(influence(PairedMetric.AUC, scores, labels, times));
          case C_INDEX -> largest(influence(PairedMetric.C_INDEX, scores, labels, times));
          case BRIER, F1, PRECISION, RECALL, PRECISION_AT_50 -> 1;
          case LOG_LOSS -> largest(ofMean(ProbabilityMetrics.logLosses(scores, labels)));
          case ABSOLUTE_ERROR -> largest(ofMean(errors(scores, labels, false)));
          case RELATIVE_ERROR -> largest(ofMean(errors(scores, labels, true)));
        };
    double counted =
        switch (kind) {
          case PRECISION_AT_50 -> PRECISION_ROWS;
          case F1, PRECISION, RECALL -> decisive(model, scores, labels);
          case AUC, BRIER, LOG_LOSS, ABSOLUTE_ERROR, RELATIVE_ERROR, C_INDEX -> labels.length;
        };
    return 2 * rows * influence / Math.max(1, counted);
  }

  private static Optional<InfluenceValues> influence(
      PairedMetric metric, double[] scores, double[] labels, double[] times) {
    return PairedScores.influence(
        metric, scores, labels, times, ClusteredRows.independent(labels.length));
  }

  /** The rows in the denominator of F1, precision and recall: positive labels or decisions. */
  private static double decisive(LoadedModel model, double[] scores, double[] labels) {
    double threshold = ((RugGuardModel) model.file()).threshold();
    int rows = 0;
    for (int row = 0; row < labels.length; row++) {
      rows += labels[row] == 1 || scores[row] >= threshold ? 1 : 0;
    }
    return rows;
  }

  private static Optional<InfluenceValues> ofMean(double[] losses) {
    return Optional.of(InfluenceValues.ofMean(losses));
  }

  private static double largest(Optional<InfluenceValues> influence) {
    double largest = 0;
    for (double value : influence.map(InfluenceValues::values).orElse(new double[0])) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** {@code weight·TP / (weight·TP + ofFalse·FP + ofMissed·FN)}; empty for a zero denominator. */
  private static OptionalDouble share(
      LoadedModel model,
      double[] scores,
      double[] labels,
      double weight,
      double ofFalse,
      double ofMissed) {
    double threshold = ((RugGuardModel) model.file()).threshold();
    double found = 0;
    double all = 0;
    for (int row = 0; row < labels.length; row++) {
      boolean called = scores[row] >= threshold;
      if (called && labels[row] == 1) {
        found += weight;
        all += weight;
      } else if (called) {
        all += ofFalse;
      } else if (labels[row] == 1) {
        all += ofMissed;
      }
    }
    return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(found / all);
  }

  private static double[] errors(double[] scores, double[] labels, boolean relative) {
    double[] errors = new double[labels.length];
    for (int row = 0; row < errors.length; row++) {
      double error = Math.abs(scores[row] - labels[row]);
      errors[row] =
          relative ? error / Math.max(Math.abs(labels[row]), SMALLEST_SLIPPAGE_BPS) : error;
    }
    return errors;
  }

  private static OptionalDouble mean(double[] values) {
    return OptionalDouble.of(InfluenceValues.ofMean(values).estimate());
  }

  ReproducedMetric beside(double claimed, OptionalDouble measured, double tolerance) {
    return new ReproducedMetric(name, claimed, measured, tolerance);
  }
}
