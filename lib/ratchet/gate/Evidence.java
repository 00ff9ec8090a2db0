package ratchet.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.HookOutcome.HookOutcomes;
import ratchet.model.ModelHeader;

/**
 * Everything a verdict may depend on; the caller does the reading and the measuring.
 *
 * @param candidate parsed, of the right shape and scoring its golden inputs
 * @param measures of the candidate, by its own file
 * @param champion measures of the version in production, by its own file; empty when there is none
 *     yet, {@link MetricLookup#NONE} when there is one that cannot be measured
 * @param production the version in production; empty when there is none, or none that loads
 * @param rescoring of both on the same rows
 * @param account what a decision on these rows may be taken at
 * @param leniency what a person takes upon themselves
 * @param hooks asked after everything else
 * @param now when the decision is taken
 */
public record Evidence(
    LoadedModel candidate,
    MetricLookup measures,
    Optional<MetricLookup> champion,
    Optional<LoadedModel> production,
    Rescoring rescoring,
    AccountRule.Account account,
    Leniency leniency,
    HookOutcomes hooks,
    Instant now) {
  /**
   * What a person takes upon themselves for one run; the ledger keeps it.
   *
   * @param acceptInconclusive an inconclusive comparison passes
   * @param onPaper without rows, or against a production that gives no scores, the figures of the
   *     files decide
   */
  public record Leniency(boolean acceptInconclusive, boolean onPaper) {
    public static final Leniency NONE = new Leniency(false, false);
    public static final Leniency ON_PAPER = new Leniency(false, true);
  }

  /** Evidence from the files alone, without rows and without hooks. */
  public Evidence(
      LoadedModel candidate, MetricLookup measures, Optional<MetricLookup> champion, Instant now) {
    this(
        candidate,
        measures,
        champion,
        Optional.empty(),
        new Rescoring.NoRows("no_database"),
        AccountRule.Account.NONE,
        Leniency.NONE,
        HookOutcomes.NONE,
        now);
  }

  /**
   * @param model what is live, as far as it loads
   */
  public Evidence over(Optional<LoadedModel> model) {
    return new Evidence(
        candidate, measures, champion, model, rescoring, account, leniency, hooks, now);
  }

  public Evidence with(Rescoring other) {
    return new Evidence(
        candidate, measures, champion, production, other, account, leniency, hooks, now);
  }

  public Evidence with(Leniency other) {
    return new Evidence(
        candidate, measures, champion, production, rescoring, account, other, hooks, now);
  }

  public Evidence with(HookOutcomes other) {
    return new Evidence(
        candidate, measures, champion, production, rescoring, account, leniency, other, now);
  }

  Evidence at(AccountRule.Account opened) {
    return new Evidence(
        candidate, measures, champion, production, rescoring, opened, leniency, hooks, now);
  }

  /** The confidence of a comparison whose rule asks for so much of a decision on new rows. */
  double confidence(double asked) {
    return 1 - (1 - asked) * account.share();
  }

  /** The candidate's figure: computed from rows where they give it, else what its file says. */
  OptionalDouble measure(String name) {
    OptionalDouble computed =
        rescoring instanceof Rescoring.OnRows scored
            ? scored.rows().figure(name)
            : OptionalDouble.empty();
    return computed.isPresent() ? computed : measures.get(name);
  }

  /**
   * Whether the candidate may do without a figure: not where production has it.
   *
   * @param whenPresent the rule's word
   */
  boolean mayLack(String name, boolean whenPresent) {
    return whenPresent && champion.map(measured -> measured.get(name).isEmpty()).orElse(true);
  }

  /** The candidate's measure beside the champion's: from the same rows where both were scored. */
  OptionalDouble besideChampion(String measure) {
    return onRows(measure)
        .map(both -> OptionalDouble.of(both.candidate()))
        .orElseGet(() -> measure(measure));
  }

  /**
   * What the candidate is compared with: the champion or, where there is none yet, the candidate
   * itself.
   */
  OptionalDouble reference(String measure) {
    return onRows(measure)
        .map(both -> OptionalDouble.of(both.champion()))
        .orElseGet(
            () -> champion.map(known -> known.get(measure)).orElseGet(() -> measure(measure)));
  }

  /** Both figures of the same rows, for a check; empty where they were not scored on the same. */
  Optional<Check.Figures> figures(String measure) {
    return onRows(measure)
        .filter(both -> Double.isFinite(both.candidate()) && Double.isFinite(both.champion()))
        .map(
            both ->
                new Check.Figures(
                    measure, Reference.CHAMPION.id(), both.candidate(), both.champion()));
  }

  private Optional<CommonRows.Pair> onRows(String measure) {
    return rescoring instanceof Rescoring.OnRows scored
        ? scored.rows().measure(measure)
        : Optional.empty();
  }

  /** Numbers known of one model version, by name; a rule never trusts one that is not finite. */
  @FunctionalInterface
  public interface MetricLookup {
    /** Of a version about which nothing could be measured. */
    MetricLookup NONE = name -> OptionalDouble.empty();

    /** The number of that name; empty where it is unknown. */
    OptionalDouble get(String name);

    /** What a model file says of itself: its metrics, and its sample sizes. */
    static MetricLookup of(ModelHeader header) {
      return header::measure;
    }
  }
}
