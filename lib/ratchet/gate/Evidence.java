package ratchet.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.features.LoadedModel;

/**
 * Everything a verdict may depend on; whoever gathers it does the reading and the measuring.
 *
 * @param candidate parsed, of the right shape and scoring its golden inputs
 * @param measures of the candidate, by its own file
 * @param champion measures of the version in production, by its own file; empty when there is none
 *     yet, {@link Measures#NONE} when there is one that cannot be measured
 * @param rescoring of both on the same rows
 * @param spent when more decisions were taken on the same rows than the book allows
 * @param acceptInconclusive a comparison that cannot tell passes
 * @param hooks asked after everything else
 * @param now when the decision is taken
 */
public record Evidence(
    LoadedModel candidate,
    Measures measures,
    Optional<Measures> champion,
    Rescoring rescoring,
    Optional<SpentBudget> spent,
    boolean acceptInconclusive,
    HookOutcomes hooks,
    Instant now) {

  /** What the files say, and no more. */
  public Evidence(
      LoadedModel candidate, Measures measures, Optional<Measures> champion, Instant now) {
    this(
        candidate,
        measures,
        champion,
        champion.isPresent() ? new Rescoring.OnPaper() : new Rescoring.NoChampion(),
        Optional.empty(),
        false,
        HookOutcomes.NONE,
        now);
  }

  public Evidence with(Rescoring other) {
    return new Evidence(
        candidate, measures, champion, other, spent, acceptInconclusive, hooks, now);
  }

  public Evidence accepting(boolean inconclusive) {
    return new Evidence(candidate, measures, champion, rescoring, spent, inconclusive, hooks, now);
  }

  public Evidence with(HookOutcomes other) {
    return new Evidence(
        candidate, measures, champion, rescoring, spent, acceptInconclusive, other, now);
  }

  Evidence past(Optional<SpentBudget> budget) {
    return new Evidence(
        candidate, measures, champion, rescoring, budget, acceptInconclusive, hooks, now);
  }

  /** The candidate's measure beside the champion's: from the same rows where both were scored. */
  OptionalDouble besideChampion(String measure) {
    return onRows(measure)
        .map(both -> OptionalDouble.of(both.candidate()))
        .orElseGet(() -> measures.get(measure));
  }

  /**
   * What the candidate is compared with: the champion or, where there is none yet, the candidate
   * itself.
   */
  OptionalDouble reference(String measure) {
    return onRows(measure)
        .map(both -> OptionalDouble.of(both.champion()))
        .orElseGet(() -> champion.orElse(measures).get(measure));
  }

  private Optional<PairedValues> onRows(String measure) {
    return rescoring instanceof Rescoring.OnRows scored
        ? scored.rows().measure(measure)
        : Optional.empty();
  }
}
