package ratchet.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.CommonRows.Reference;
import ratchet.statistics.NonInferiority;

/**
 * The candidate is not worse than production (or the anchor, or the last confirmed version) by more
 * than a margin, on rows that none of them was fitted on. It passes if the worse end of the
 * interval of the difference is within the margin. It is refused if the whole interval is worse. If
 * the margin is inside the interval, the rows do not decide it; that is also refused, unless it is
 * accepted for this run.
 *
 * <p>If nothing is live, the rule passes and {@link SkillRule} decides. If the versions cannot be
 * compared, the rule refuses, unless the files decide for this run; the reason then names this.
 *
 * @param reference the version that the candidate is compared with
 * @param label a label of the training set
 * @param margin largest acceptable loss, in the unit of the metric; not negative
 * @param confidence one-sided confidence of each end of the interval, e.g. 0.975; higher if earlier
 *     decisions have used some of the rows ({@link AccountRule})
 * @param minRows with fewer effective rows the comparison is inconclusive
 * @param minPositives with fewer effective rows of one label (c_index: fewer events) it is too
 * @param maxRows largest number of rows; the most recent ones are used
 */
public record NonInferiorRule(
    String name,
    Reference reference,
    PairedMetric metric,
    String label,
    double margin,
    double confidence,
    int minRows,
    int minPositives,
    int maxRows)
    implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    Rescoring rescoring = evidence.rescoring();
    if (rescoring instanceof Rescoring.NoRows none) {
      return result(Finding.withoutRows(none, evidence.leniency()));
    }
    if (rescoring instanceof Rescoring.Untrusted untrusted) {
      return result(
          evidence.champion().isPresent()
              ? inconclusive(untrusted.why(), evidence)
              : Finding.passed(""));
    }
    CommonRows rows = ((Rescoring.OnRows) rescoring).rows();
    Rescoring.Opponent opponent = rows.opponent(reference, label);
    Optional<String> lacking = rows.lacking(label);
    if (lacking.isPresent()) {
      return result(Finding.refused("candidate_lacks(" + lacking.get() + ")"));
    }
    if (opponent instanceof Rescoring.Opponent.None) {
      return result(Finding.passed(""));
    }
    return opponent instanceof Rescoring.Opponent.NotComparable not
        ? result(notComparable(not, evidence))
        : compare(rows, evidence);
  }

  private Finding notComparable(Rescoring.Opponent.NotComparable not, Evidence evidence) {
    return evidence.leniency().onPaper()
        ? Finding.passed(reference.id() + "=" + not.why())
        : Finding.refused("not_comparable(" + reference.id() + "_" + not.why() + ")");
  }

  private Check compare(CommonRows rows, Evidence evidence) {
    EvaluationWindow window = rows.window(label, maxRows);
    Optional<PairedEstimate> figure =
        rows.compare(reference, metric, label, evidence.confidence(confidence), maxRows);
    Optional<String> few = Finding.tooFew(metric, window, figure, minRows, minPositives);
    Finding finding =
        few.map(why -> inconclusive(why, evidence))
            .orElseGet(() -> evaluate(figure.orElseThrow(), evidence));
    if (!rows.championRowsKnown()) {
      finding = finding.withNote("champion_rows=unknown");
    }
    Optional<PairedEstimate> measured = few.isPresent() ? Optional.empty() : figure;
    Check check = result(finding).measuring(measured, window, OptionalDouble.of(margin));
    return measured
        .map(found -> check.with(found.figures(metric.word(label), reference.id())))
        .orElse(check);
  }

  private Finding evaluate(PairedEstimate found, Evidence evidence) {
    NonInferiority verdict =
        NonInferiority.decide(found.difference(), metric.higherIsBetter(), margin);
    return switch (verdict) {
      case NON_INFERIOR -> Finding.passed("");
      case INFERIOR ->
          Finding.refused(
              metric.word(label)
                  + "_worse_than_"
                  + reference.id()
                  + "("
                  + Decimals.plain(found.difference().estimate())
                  + ")");
      case INCONCLUSIVE -> inconclusive(Finding.range(found), evidence);
    };
  }

  /**
   * Whether a candidate is significantly better than the anchor: the whole interval of at least one
   * metric is better, and the estimate of no metric is worse. A candidate that is worse in one
   * metric must not become the anchor, because losses in this metric could then add up.
   *
   * @param checks checks of these rules and of others
   * @return the better metrics, e.g. {@code significantly_better(brier=-0.0123)}; empty if it is
   *     not
   */
  static Optional<String> betterThanAnchor(List<GateRule> rules, List<Check> checks) {
    List<String> better = new ArrayList<>();
    for (GateRule rule : rules) {
      if (rule instanceof NonInferiorRule compared && compared.reference == Reference.ANCHOR) {
        Optional<Check> check =
            checks.stream()
                .filter(own -> own.name().equals(compared.name) && own.lower().isPresent())
                .findFirst();
        if (check.isEmpty() || compared.gain(check.get()) < 0) {
          return Optional.empty();
        }
        if (compared.surelyGains(check.get())) {
          better.add(compared.metric.word(compared.label) + "=" + check.get().measured());
        }
      }
    }
    return better.isEmpty()
        ? Optional.empty()
        : Optional.of("significantly_better(" + String.join(",", better) + ")");
  }

  /** A copy of this rule that compares with the last confirmed version. */
  NonInferiorRule againstConfirmed() {
    return new NonInferiorRule(
        name.replace("_against_champion", "") + "_against_confirmed",
        Reference.CONFIRMED,
        metric,
        label,
        margin,
        confidence,
        minRows,
        minPositives,
        maxRows);
  }

  private double gain(Check check) {
    double difference = ((Measurement.Number) check.measured()).value();
    return metric.higherIsBetter() ? difference : -difference;
  }

  private boolean surelyGains(Check check) {
    return metric.higherIsBetter()
        ? check.lower().getAsDouble() > 0
        : check.upper().getAsDouble() < 0;
  }

  private Finding inconclusive(String why, Evidence evidence) {
    String against =
        switch (reference) {
          case CHAMPION -> "";
          case ANCHOR, CONFIRMED -> "_against_" + reference.id();
        };
    return Finding.inconclusive(metric.word(label) + against, why, evidence.leniency());
  }

  private Check result(Finding finding) {
    return finding.of(
        name,
        new Measurement.Missing(),
        metric.higherIsBetter() ? ">=" : "<=",
        new Measurement.Number(metric.higherIsBetter() ? -margin : margin));
  }

  @Override
  public String condition() {
    return (reference == Reference.CONFIRMED ? "where the champion is on probation, " : "")
        + metric.word(label)
        + " is at most "
        + Decimals.plain(margin)
        + " worse than the "
        + reference.words()
        + "'s on rows that neither has seen, "
        + Finding.demand(metric, confidence, minRows, minPositives);
  }
}
