package ratchet.gate;

import java.util.Optional;

/**
 * So many decisions may be taken on the same unseen rows; past that, who tries often enough gets
 * lucky, so every comparison with the champion of this model is asked for a stricter bound. The
 * rule itself refuses nothing. Measured is the how manieth decision this is; none where no rows are
 * compared.
 *
 * @param confidencePast what the comparisons are asked for past it, where theirs is less
 */
public record BudgetRule(String name, int decisions, double confidencePast) implements GateRule {
  /** Empty within the budget, and where no rows are compared. */
  Optional<SpentBudget> spent(Evidence evidence) {
    return decision(evidence)
        .filter(decision -> decision > decisions)
        .map(decision -> new SpentBudget(decision, decisions, confidencePast));
  }

  private static Optional<Integer> decision(Evidence evidence) {
    return evidence.rescoring() instanceof Rescoring.OnRows scored
        ? Optional.of(scored.rows().earlierDecisions() + 1)
        : Optional.empty();
  }

  @Override
  public Check check(Evidence evidence) {
    return Finding.passed(spent(evidence).map(SpentBudget::note).orElse(""))
        .of(
            name,
            decision(evidence).<Measured>map(Measured.Number::new).orElseGet(Measured.Missing::new),
            "<=",
            new Measured.Text(required()));
  }

  private String required() {
    return decisions + ", past it the " + Numbers.plain(confidencePast) + " bound";
  }

  @Override
  public String condition() {
    return "decisions on the same unseen rows <= " + required() + " of every comparison";
  }
}
