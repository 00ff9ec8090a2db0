package ratchet.gate;

import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.CommonRows.Reference;
import ratchet.statistics.ClusterInterval;

/**
 * A first promotion requires a candidate that is better than a model without skill, on rows that it
 * was not fitted on: the lower end of the interval of its skill is above 0. If a version is live
 * that it can be compared with, this rule passes and {@link NonInferiorRule} decides.
 *
 * @param label a label of the training set
 * @param confidence one-sided confidence of the lower end, e.g. 0.975
 * @param minRows with fewer effective rows the rule is inconclusive
 * @param minPositives with fewer effective rows of one label (c_index: fewer events) it is too
 * @param maxRows largest number of rows; the most recent ones are used
 */
public record SkillRule(
    String name,
    PairedMetric metric,
    String label,
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
      // if a version is live, the comparison with it reports this
      return result(
          evidence.champion().isPresent()
              ? Finding.passed("")
              : Finding.inconclusive(what(), untrusted.why(), evidence.leniency()));
    }
    CommonRows rows = ((Rescoring.OnRows) rescoring).rows();
    Optional<String> lacking = rows.lacking(label);
    if (lacking.isPresent()) {
      return result(Finding.refused("candidate_lacks(" + lacking.get() + ")"));
    }
    return rows.opponent(Reference.CHAMPION, label) instanceof Rescoring.Opponent.Scored
        ? result(Finding.passed(""))
        : evaluate(rows, evidence);
  }

  private Check evaluate(CommonRows rows, Evidence evidence) {
    EvaluationWindow window = rows.window(label, maxRows);
    double used = evidence.confidence(confidence);
    Optional<PairedEstimate> figure = rows.skill(metric, label, used, maxRows);
    Optional<String> few = Finding.tooFew(metric, window, figure, minRows, minPositives);
    Finding finding =
        few.map(why -> Finding.inconclusive(what(), why, evidence.leniency()))
            .orElseGet(() -> evaluate(figure.orElseThrow(), evidence));
    Optional<PairedEstimate> measured = few.isPresent() ? Optional.empty() : figure;
    Check check = result(finding).measuring(measured, window, OptionalDouble.empty());
    return measured
        .map(found -> check.with(found.figures(metric.word(label), "no_skill")))
        .orElse(check);
  }

  private Finding evaluate(PairedEstimate figure, Evidence evidence) {
    ClusterInterval skill = figure.difference();
    if (skill.lower() > 0) {
      return Finding.passed("");
    }
    return skill.estimate() <= 0
        ? Finding.refused("no_" + what() + "(" + Decimals.plain(figure.candidate()) + ")")
        : Finding.inconclusive(what(), Finding.range(figure), evidence.leniency());
  }

  private String what() {
    return "skill_" + metric.word(label);
  }

  private Check result(Finding finding) {
    return finding.of(name, new Measurement.Missing(), ">", new Measurement.Number(0));
  }

  @Override
  public String condition() {
    return "where nothing is live, "
        + metric.word(label)
        + " beats a model without skill on rows that the candidate has not seen, "
        + Finding.demand(metric, confidence, minRows, minPositives);
  }
}
