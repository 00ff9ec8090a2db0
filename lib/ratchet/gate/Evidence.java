package ratchet.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.HookOutcome.HookOutcomes;
import ratchet.model.ModelHeader;

/**
 * All inputs of a verdict; the caller reads the files and scores the rows. Immutable.
 *
 * @param candidate the candidate, loaded
 * @param measures figures in the candidate's file
 * @param champion figures in the file of the version in production; empty if there is none yet,
 *     {@link MetricLookup#NONE} if its figures cannot be read
 * @param production the version in production; empty if there is none, or it does not load
 * @param rescoring scores of both on the same rows
 * @param account state of the account of decisions on these rows
 * @param leniency exceptions that a person allows for this run
 * @param hooks outcomes of the hooks, which run after all other rules
 * @param now time of the decision
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
   * Exceptions that a person allows for one run; the ledger records them.
   *
   * @param acceptInconclusive an inconclusive comparison passes
   * @param onPaper without rows, or if the version in production gives no scores, the figures of
   *     the files decide
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
   * @param model the version in production, if it loads
   */
  public Evidence withProduction(Optional<LoadedModel> model) {
    return new Evidence(
        candidate, measures, champion, model, rescoring, account, leniency, hooks, now);
  }

  /** A copy with other scores. */
  public Evidence with(Rescoring other) {
    return new Evidence(
        candidate, measures, champion, production, other, account, leniency, hooks, now);
  }

  /** A copy with other exceptions. */
  public Evidence with(Leniency other) {
    return new Evidence(
        candidate, measures, champion, production, rescoring, account, other, hooks, now);
  }

  /** A copy with other outcomes of hooks. */
  public Evidence with(HookOutcomes other) {
    return new Evidence(
        candidate, measures, champion, production, rescoring, account, leniency, other, now);
  }

  Evidence withAccount(AccountRule.Account opened) {
    return new Evidence(
        candidate, measures, champion, production, rescoring, opened, leniency, hooks, now);
  }

  /**
   * The confidence of a comparison on these rows: 1 − (1 − {@code required}) · share of new rows.
   *
   * @param required the confidence that the rule requires on new rows
   */
  double confidence(double required) {
    return 1 - (1 - required) * account.share();
  }

  /** The candidate's figure: computed from rows if possible, else the one in its file. */
  OptionalDouble measure(String name) {
    OptionalDouble computed =
        rescoring instanceof Rescoring.OnRows scored
            ? scored.rows().figure(name)
            : OptionalDouble.empty();
    return computed.isPresent() ? computed : measures.get(name);
  }

  /**
   * Whether the candidate may lack a figure; false if production has it.
   *
   * @param whenPresent the field of the rule
   */
  boolean mayLack(String name, boolean whenPresent) {
    return whenPresent && champion.map(measured -> measured.get(name).isEmpty()).orElse(true);
  }

  /**
   * The candidate's measure to compare with {@link #reference}: computed on the same rows if both
   * were scored.
   */
  OptionalDouble besideChampion(String measure) {
    return onRows(measure)
        .map(both -> OptionalDouble.of(both.candidate()))
        .orElseGet(() -> measure(measure));
  }

  /**
   * The measure to compare with: that of the champion or, without a champion, that of the candidate
   * itself.
   */
  OptionalDouble reference(String measure) {
    return onRows(measure)
        .map(both -> OptionalDouble.of(both.champion()))
        .orElseGet(
            () -> champion.map(known -> known.get(measure)).orElseGet(() -> measure(measure)));
  }

  /** Both figures on the same rows, for a check; empty if they were not scored on the same rows. */
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

  /**
   * The known figures of one model version, by name. They may be NaN or infinite, which rules
   * refuse.
   */
  @FunctionalInterface
  public interface MetricLookup {
    /** No figures: those of the version cannot be read. */
    MetricLookup NONE = name -> OptionalDouble.empty();

    /** The figure of that name; empty if it is unknown. */
    OptionalDouble get(String name);

    /** The figures of a model file: its metrics and its sample sizes. */
    static MetricLookup of(ModelHeader header) {
      return header::measure;
    }
  }
}
