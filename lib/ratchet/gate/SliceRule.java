package ratchet.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.CommonRows.Reference;
import ratchet.statistics.NonInferiority;

/**
 * The candidate is not significantly worse than production in any slice (group) of the unseen rows:
 * in no slice with enough rows is the whole interval worse than the margin. Slices are small, so an
 * inconclusive slice passes; the rule on all rows decides then.
 *
 * @param by what groups the rows, e.g. {@code route}
 * @param margin largest acceptable loss, in the unit of the metric; not negative
 * @param confidence one-sided confidence of each end of an interval
 * @param minRows slices with fewer effective rows are left out
 * @param minPositives so are slices with fewer effective rows of one label (c_index: fewer events)
 * @param maxRows largest number of rows in all slices together; the most recent ones are used
 */
public record SliceRule(
    String name,
    PairedMetric metric,
    String label,
    String by,
    double margin,
    double confidence,
    int minRows,
    int minPositives,
    int maxRows)
    implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    List<Check> parts = new ArrayList<>();
    if (evidence.rescoring() instanceof Rescoring.OnRows scored) {
      for (Map.Entry<String, CommonRows> slice :
          scored.rows().slices(by, label, maxRows).entrySet()) {
        check(slice.getKey(), slice.getValue()).ifPresent(parts::add);
      }
    }
    long passed = parts.stream().filter(Check::passed).count();
    return Check.simple(
            name,
            parts.isEmpty() ? new Measurement.Missing() : new Measurement.Number(passed),
            ">=",
            new Measurement.Number(parts.size()),
            passed == parts.size(),
            AllOfRule.reason(parts))
        .combining(parts);
  }

  private Optional<Check> check(String slice, CommonRows rows) {
    if (!(rows.opponent(Reference.CHAMPION, label) instanceof Rescoring.Opponent.Scored)) {
      return Optional.empty();
    }
    EvaluationWindow window = rows.window(label, maxRows);
    Optional<PairedEstimate> figure =
        rows.compare(Reference.CHAMPION, metric, label, confidence, maxRows);
    return Finding.tooFew(metric, window, figure, minRows, minPositives).isPresent()
        ? Optional.empty()
        : figure.map(
            found ->
                check(slice, found)
                    .measuring(figure, window, OptionalDouble.of(margin))
                    .with(found.figures(metric.word(label), Reference.CHAMPION.id())));
  }

  private Check check(String slice, PairedEstimate figure) {
    boolean passed =
        NonInferiority.decide(figure.difference(), metric.higherIsBetter(), margin)
            != NonInferiority.INFERIOR;
    return Check.simple(
        name + "_" + slice,
        new Measurement.Missing(),
        metric.higherIsBetter() ? ">=" : "<=",
        new Measurement.Number(metric.higherIsBetter() ? -margin : margin),
        passed,
        passed
            ? ""
            : metric.word(label)
                + "_worse_in_"
                + by
                + "_"
                + slice
                + "("
                + Decimals.plain(figure.difference().estimate())
                + ")");
  }

  @Override
  public String condition() {
    return metric.word(label)
        + " is not significantly worse than the champion's, by more than "
        + Decimals.plain(margin)
        + ", in any group of the unseen rows by "
        + by
        + ", "
        + Finding.demand(metric, confidence, minRows, minPositives);
  }
}
