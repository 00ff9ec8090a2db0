package ratchet.gate;

import java.util.Optional;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;

/**
 * What a rule that looks at rows concludes.
 *
 * @param note said of a candidate that passes, beside the reason
 */
record Finding(boolean passed, String reason, String note) {
  static Finding passed(String note) {
    return new Finding(true, "", note);
  }

  static Finding refused(String reason) {
    return new Finding(false, reason, "");
  }

  Finding noting(String more) {
    return new Finding(passed, reason, note.isEmpty() ? more : note + "," + more);
  }

  Check of(String name, Measurement measured, String relation, Measurement required) {
    return Check.simple(name, measured, relation, required, passed, reason).noting(note);
  }

  /** Files decide where a person says so, and nothing does otherwise. */
  static Finding withoutRows(Rescoring.NoRows none, Evidence.Leniency leniency) {
    return leniency.onPaper()
        ? passed("evidence=on_paper")
        : refused("evidence_missing(" + none.why() + ")");
  }

  static Finding inconclusive(String what, String why, Evidence.Leniency leniency) {
    String found = "inconclusive_" + what + "(" + why + ")";
    return leniency.acceptInconclusive() ? passed(found + "=accepted") : refused(found);
  }

  /** E.g. {@code -0.03..0.02}. */
  static String range(PairedEstimate figure) {
    return Decimals.plain(figure.lower()) + ".." + Decimals.plain(figure.upper());
  }

  /**
   * Why rows decide nothing, e.g. {@code rows=50}, {@code worth=61}, {@code clusters=12}; empty
   * where they are enough. A minimum applies to what the rows are worth.
   */
  static Optional<String> tooFew(
      PairedMetric metric,
      EvaluationWindow window,
      Optional<PairedEstimate> figure,
      int minRows,
      int minPositives) {
    if (window.rows() < minRows) {
      return Optional.of("rows=" + window.rows());
    }
    Optional<String> labels = fewLabels(metric, window, 1, minPositives);
    if (labels.isPresent()) {
      return labels;
    }
    if (figure.isEmpty()) {
      return Optional.of("not_computable");
    }
    ClusterInterval rows = figure.get().difference();
    if (!rows.conclusive()) {
      return Optional.of(
          rows.clusters() < ClusterEstimate.FEWEST_CLUSTERS
              ? "clusters=" + rows.clusters()
              : "effective_clusters=" + Decimals.plain(rows.effectiveClusters()));
    }
    if (rows.effectiveRows() < minRows) {
      return Optional.of("worth=" + Math.round(Math.floor(rows.effectiveRows())));
    }
    return fewLabels(metric, window, rows.effectiveRows() / rows.rows(), minPositives);
  }

  /** What is asked of an interval and its rows, for a person. */
  static String demand(PairedMetric metric, double confidence, int minRows, int minPositives) {
    return "at "
        + Decimals.plain(100 * confidence)
        + " % confidence, from rows worth at least "
        + minRows
        + " independent ones"
        + switch (metric) {
          case AUC, BRIER, F1 -> " and " + minPositives + " of each label";
          case C_INDEX -> " and " + minPositives + " stops";
          case SLIP_MAE, TTL_MAE -> "";
        };
  }

  private static Optional<String> fewLabels(
      PairedMetric metric, EvaluationWindow window, double worth, int least) {
    int positives = (int) Math.floor(window.positives() * worth);
    int negatives = (int) Math.floor((window.rows() - window.positives()) * worth);
    return switch (metric) {
      case AUC, BRIER, F1 ->
          Math.min(positives, negatives) >= least
              ? Optional.empty()
              : Optional.of(
                  negatives < positives ? "negatives=" + negatives : "positives=" + positives);
      case C_INDEX -> positives >= least ? Optional.empty() : Optional.of("events=" + positives);
      case SLIP_MAE, TTL_MAE -> Optional.empty();
    };
  }
}
