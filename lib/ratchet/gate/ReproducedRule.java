package ratchet.gate;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.CommonRows.ReproducedMetric;
import ratchet.gate.CommonRows.ReproducedMetrics;

/**
 * The figures of the candidate's file equal those computed on its holdout. The measured value is
 * the number of figures that differ. Without rows the rule refuses, unless the files decide for
 * this run.
 */
public record ReproducedRule(String name) implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    if (evidence.rescoring() instanceof Rescoring.NoRows none) {
      return result(new Measurement.Missing(), Finding.withoutRows(none, evidence.leniency()));
    }
    if (!(evidence.rescoring() instanceof Rescoring.OnRows scored)) {
      return result(new Measurement.Missing(), Finding.passed(""));
    }
    ReproducedMetrics own = scored.rows().reproducedMetrics();
    long wrong = own.figures().stream().filter(figure -> !figure.agrees()).count();
    Measurement measured = new Measurement.Number(wrong);
    if (own.problem().isPresent()) {
      return result(
          measured, Finding.refused("metrics_not_reproducible(" + own.problem().get() + ")"));
    }
    // report the figure with the largest relative difference
    Optional<ReproducedMetric> worst =
        own.figures().stream()
            .filter(figure -> !figure.agrees())
            .max(Comparator.comparingDouble(ReproducedRule::distance));
    return result(
        measured,
        worst
            .map(figure -> Finding.refused(reason(figure)))
            .orElseGet(() -> Finding.passed(leftOut(scored.rows()))));
  }

  /**
   * A note for the ledger, because the rows of a bad day may be in a database that was left out.
   */
  private static String leftOut(CommonRows rows) {
    return rows.filesLeftOut() == 0 ? "" : "files_left_out=" + rows.filesLeftOut();
  }

  private static double distance(ReproducedMetric figure) {
    OptionalDouble measured = figure.measured();
    return measured.isEmpty()
        ? Double.POSITIVE_INFINITY
        : Math.abs(measured.getAsDouble() - figure.claimed())
            / Math.max(1e-9, Math.abs(figure.claimed()));
  }

  private static String reason(ReproducedMetric figure) {
    String measured =
        figure.measured().isEmpty()
            ? "missing"
            : Decimals.plain(figure.measured().getAsDouble(), figure.claimed());
    return "metric_not_reproduced("
        + figure.name()
        + "="
        + Decimals.plain(figure.claimed())
        + ",measured="
        + measured
        + ")";
  }

  private Check result(Measurement measured, Finding finding) {
    return finding.of(name, measured, "<=", new Measurement.Number(0));
  }

  @Override
  public String condition() {
    return "every figure of the file equals the one computed on its holdout rows, to 0.000001";
  }
}
