package ratchet.gate;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.CommonRows.ReproducedMetric;
import ratchet.gate.CommonRows.ReproducedMetrics;

/**
 * Figures of the candidate's file are what its own holdout gives; measured as how many of them are
 * not. Without rows nothing can be computed, and nothing passes unless the files are to decide for
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
    // the figure that is furthest off says most
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

  /** So that the ledger keeps that the rows of a bad day may have been left out. */
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
    return "every figure of the file is what its own holdout rows give, to 0.000001";
  }
}
