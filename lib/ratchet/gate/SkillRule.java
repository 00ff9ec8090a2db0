package ratchet.gate;

import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.gate.CommonRows.Reference;
import ratchet.statistics.ClusterInterval;

/**
 * A first promotion beats a model without skill, on rows that the candidate was not fitted on: the
 * lower end of the interval of its skill is above none. Where something comparable is live, that is
 * the measure, and this rule passes.
 *
 * @param label of the training set
 * @param confidence of the lower end, e.g. 0.975
 * @param minRows with fewer effective rows the rule is inconclusive
 * @param minPositives likewise with fewer effective rows of either label (c_index: events)
 * @param maxRows looked at, the most recent
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
      // where something is live, the comparison with it says so
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
