package ratchet.gate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The candidate is not worse than production, on rows that neither was fitted on: the harmful end
 * of the interval of their difference is no worse than the margin. Where the whole interval is
 * worse, the candidate is refused; where it holds the margin, the rows cannot tell, and that is
 * refused too unless it is accepted for this run.
 *
 * <p>Where nothing is live, or the two cannot be compared at all, it passes and the reason says so.
 *
 * @param label of the training set
 * @param margin how much worse is still acceptable, in the metric's unit; not negative
 * @param confidence of either end of the interval by itself, e.g. 0.95; more once the {@link
 *     BudgetRule} of decisions on the same rows is spent
 * @param minRows with fewer rows the comparison is inconclusive
 * @param minPositives with fewer rows of either label (c_index: fewer events) too
 * @param mostRows looked at, the most recent
 */
public record NonInferiorRule(
    String name,
    PairedMetric metric,
    String label,
    double margin,
    double confidence,
    int minRows,
    int minPositives,
    int mostRows)
    implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    Rescoring rescoring = evidence.rescoring();
    if (rescoring instanceof Rescoring.NoChampion) {
      return result(Finding.passed(""));
    }
    if (rescoring instanceof Rescoring.OnPaper) {
      return result(Finding.passed("champion=on_paper"));
    }
    if (rescoring instanceof Rescoring.NotComparable not) {
      return result(Finding.passed("champion=" + not.why()));
    }
    if (rescoring instanceof Rescoring.Untrusted untrusted) {
      return result(inconclusive(untrusted.why(), evidence));
    }
    return compare(((Rescoring.OnRows) rescoring).rows(), evidence);
  }

  private Check compare(CommonRows rows, Evidence evidence) {
    EvaluationWindow window = rows.window(label, mostRows);
    double used =
        Math.max(confidence, evidence.spent().map(SpentBudget::confidence).orElse(confidence));
    Optional<PairedFigure> figure = rows.compare(metric, label, used, mostRows);
    Finding finding = judge(window, figure, evidence);
    if (!rows.championRowsKnown()) {
      finding = finding.noting("champion_rows=unknown");
    }
    String spent = evidence.spent().map(SpentBudget::note).orElse("");
    return result(spent.isEmpty() ? finding : finding.because(spent)).measuring(figure, window);
  }

  private Finding judge(EvaluationWindow window, Optional<PairedFigure> figure, Evidence evidence) {
    if (window.rows() < minRows) {
      return inconclusive("rows=" + window.rows(), evidence);
    }
    int others = metric == PairedMetric.C_INDEX ? minPositives : window.rows() - window.positives();
    int fewer = Math.min(window.positives(), others);
    if (fewer < minPositives) {
      return inconclusive((fewer == others ? "negatives=" : "positives=") + fewer, evidence);
    }
    if (figure.isEmpty()) {
      return inconclusive("not_computable", evidence);
    }
    double worst = metric.higherIsBetter() ? figure.get().lower() : -figure.get().upper();
    double best = metric.higherIsBetter() ? figure.get().upper() : -figure.get().lower();
    if (worst >= -margin) {
      return Finding.passed("");
    }
    String range = Numbers.plain(figure.get().lower()) + ".." + Numbers.plain(figure.get().upper());
    return best < -margin
        ? new Finding(
            false,
            word() + "_worse_than_champion(" + Numbers.plain(figure.get().difference()) + ")",
            "")
        : inconclusive(range, evidence);
  }

  private Finding inconclusive(String why, Evidence evidence) {
    String told = "inconclusive_" + word() + "(" + why + ")";
    return evidence.acceptInconclusive()
        ? Finding.passed(told + "=accepted")
        : new Finding(false, told, "");
  }

  private String word() {
    return metric.id();
  }

  /**
   * @param note said of a candidate that passes, beside the reason
   */
  private record Finding(boolean passed, String reason, String note) {
    static Finding passed(String note) {
      return new Finding(true, "", note);
    }

    Finding noting(String more) {
      return new Finding(passed, reason, note.isEmpty() ? more : note + "," + more);
    }

    Finding because(String more) {
      return reason.isEmpty() ? this : new Finding(passed, reason + "," + more, note);
    }
  }

  private Check result(Finding finding) {
    return new Check(
        name,
        new Measured.Missing(),
        metric.higherIsBetter() ? ">=" : "<=",
        new Measured.Number(metric.higherIsBetter() ? -margin : margin),
        finding.passed(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        finding.reason(),
        finding.note(),
        Optional.empty(),
        List.of());
  }

  @Override
  public String condition() {
    return word()
        + " of "
        + label
        + " is not worse than the champion's on the same unseen rows: the "
        + Numbers.plain(confidence)
        + " bound of the difference is "
        + (metric.higherIsBetter() ? ">= -" : "<= ")
        + Numbers.plain(margin)
        + ", with at least "
        + minRows
        + " rows and "
        + minPositives
        + (metric == PairedMetric.C_INDEX ? " events" : " of each label");
  }
}
