package ratchet.gate;

import java.util.Optional;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;

/**
 * The result of a rule that compares on rows.
 *
 * @param note addition to the reason of a candidate that passes
 */
record Finding(boolean passed, String reason, String note) {
  static Finding passed(String note) {
    return new Finding(true, "", note);
  }

  static Finding refused(String reason) {
    return new Finding(false, reason, "");
  }

  Finding withNote(String more) {
    return new Finding(passed, reason, note.isEmpty() ? more : note + "," + more);
  }

  Check of(String name, Measurement measured, String relation, Measurement required) {
    return Check.simple(name, measured, relation, required, passed, reason).withNote(note);
  }

  /** Without rows the rule refuses, unless a person lets the files decide. */
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
   * Why the rows are too few, e.g. {@code rows=50}, {@code worth=61}, {@code clusters=12}; empty if
   * they are enough. The minimum applies to the number of effective rows.
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

  /** The required confidence and numbers of rows as text. */
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
