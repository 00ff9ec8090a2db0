package ratchet.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import ratchet.gate.CommonRows.EvaluationWindow;
import ratchet.gate.CommonRows.PairedEstimate;
import ratchet.statistics.ClusterInterval;

/**
 * The result of one rule.
 *
 * @param name name of the rule, unique within a model, e.g. {@code auc_10m}
 * @param measured the measured value
 * @param relation required relation of {@code measured} to {@code required}: {@code >=}, {@code
 *     <=}, {@code >} or {@code is}
 * @param required the limit, or the required text
 * @param lower lower end of the interval of the measured value, if it has one
 * @param upper upper end of that interval
 * @param reason machine-readable, without spaces: why the rule refuses or passes; may be empty
 * @param note addition to the reason of a candidate that passes, e.g. {@code champion=on_paper};
 *     usually empty
 * @param window the rows of the comparison, if the rule compares on rows
 * @param precision the precision of the comparison, if the rule compares on rows
 * @param spending what a decision on rows uses up of the champion's account
 * @param figures figures of the candidate and of another version on the same rows, if both are
 *     known
 * @param parts checks of the rules that this rule combines
 */
public record Check(
    String name,
    Measurement measured,
    String relation,
    Measurement required,
    boolean passed,
    OptionalDouble lower,
    OptionalDouble upper,
    String reason,
    String note,
    Optional<EvaluationWindow> window,
    Optional<Precision> precision,
    Optional<Spending> spending,
    Optional<Figures> figures,
    List<Check> parts) {
  /**
   * One figure of the candidate and of another version.
   *
   * @param metric e.g. {@code auc_10m}
   * @param against {@code champion}, {@code anchor} or {@code no_skill}
   * @param candidate figure of the candidate, in the unit of the metric
   * @param other figure of the other version
   */
  public record Figures(String metric, String against, double candidate, double other) {}

  /**
   * The rows that a decision uses up.
   *
   * @param from decision time of the first row
   * @param to decision time of the last row
   * @param rows number of rows
   * @param newRows number of rows that no earlier decision of the account has used
   * @param share factor for the significance level of each rule; 0 if nothing is decided
   * @param spent whether these rows count as used in later decisions
   */
  public record Spending(
      Instant from, Instant to, int rows, int newRows, double share, boolean spent) {}

  /**
   * The precision of a comparison on rows.
   *
   * @param clusters number of mints
   * @param effectiveRows number of independent rows that carries the same information
   * @param halfWidth half width of the interval. An equal candidate passes half of the time if the
   *     margin is as large as this, and nearly always if it is twice as large
   * @param margin margin of the rule; empty if the candidate is not compared with another version
   */
  public record Precision(
      int clusters, double effectiveRows, double halfWidth, OptionalDouble margin) {
    /** Whether a candidate that is exactly equal on these rows would pass. */
    public boolean suffices() {
      return margin.isEmpty() || halfWidth <= margin.getAsDouble();
    }
  }

  public Check {
    parts = List.copyOf(parts);
  }

  /** The check of a rule that uses no rows and combines no other rules. */
  static Check simple(
      String name,
      Measurement measured,
      String relation,
      Measurement required,
      boolean passed,
      String reason) {
    return new Check(
        name,
        measured,
        relation,
        required,
        passed,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        reason,
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** A copy with the figure that was computed on the rows of a window; empty if there is none. */
  Check measuring(Optional<PairedEstimate> figure, EvaluationWindow rows, OptionalDouble margin) {
    Check onRows = with(note, Optional.of(rows), precision, spending, figures, parts);
    return figure.map(found -> onRows.measuring(found, margin)).orElse(onRows);
  }

  private Check measuring(PairedEstimate found, OptionalDouble margin) {
    ClusterInterval difference = found.difference();
    return new Check(
        name,
        new Measurement.Number(difference.estimate()),
        relation,
        required,
        passed,
        OptionalDouble.of(found.lower()),
        OptionalDouble.of(found.upper()),
        reason,
        note,
        window,
        Optional.of(
            new Precision(
                difference.clusters(), difference.effectiveRows(), found.halfWidth(), margin)),
        spending,
        figures,
        parts);
  }

  Check spending(Spending used) {
    return with(note, window, precision, Optional.of(used), figures, parts);
  }

  /** A copy with a figure of the candidate and of another version. */
  Check with(Figures both) {
    return with(note, window, precision, spending, Optional.of(both), parts);
  }

  Check withNote(String newNote) {
    return with(newNote, window, precision, spending, figures, parts);
  }

  /** A copy with the checks of the rules that this rule combines. */
  Check combining(List<Check> found) {
    return with(note, window, precision, spending, figures, found);
  }

  private Check with(
      String newNote,
      Optional<EvaluationWindow> newWindow,
      Optional<Precision> newPrecision,
      Optional<Spending> newSpending,
      Optional<Figures> newFigures,
      List<Check> newParts) {
    return new Check(
        name,
        measured,
        relation,
        required,
        passed,
        lower,
        upper,
        reason,
        newNote,
        newWindow,
        newPrecision,
        newSpending,
        newFigures,
        newParts);
  }

  /**
   * Whether the rule passed because there was nothing to measure; such a pass is no evidence for
   * the candidate.
   */
  public boolean isIdle() {
    if (!passed) {
      return false;
    }
    return parts.isEmpty()
        ? measured instanceof Measurement.Missing
            || measured.equals(new Measurement.Text(HookOutcome.HookState.NOT_APPLICABLE.id()))
        : parts.stream().allMatch(Check::isIdle);
  }

  /** Whether the rule found something to evaluate; shown as {@code judged} in JSON. */
  public boolean isJudged() {
    return !isIdle();
  }

  /** This check, or the checks that it combines, recursively. */
  public Stream<Check> leaves() {
    return parts.isEmpty() ? Stream.of(this) : parts.stream().flatMap(Check::leaves);
  }

  /**
   * E.g. {@code auc_10m: 0.62, required >= 0.7}, or {@code auc_against_champion: -0.01 [-0.06,
   * 0.04], required >= -0.02}, where the interval must satisfy the requirement. The sentence then
   * also gives the rows, the number of effective rows, and whether an equal candidate could pass.
   * {@code auc_skill: not judged, required > 0} if there was nothing to evaluate.
   */
  public String sentence() {
    String interval =
        lower.isPresent() && upper.isPresent()
            ? " ["
                + Decimals.plain(lower.getAsDouble())
                + ", "
                + Decimals.plain(upper.getAsDouble())
                + "]"
            : "";
    return name
        + ": "
        + (isJudged() ? measured : "not judged")
        + interval
        + ", required "
        + relation
        + " "
        + required
        + worth();
  }

  private String worth() {
    if (precision.isEmpty() || window.isEmpty()) {
      return "";
    }
    Precision found = precision.get();
    return " (rows "
        + window.get().rows()
        + ", worth "
        + Math.round(found.effectiveRows())
        + "; half width "
        + Decimals.plain(found.halfWidth())
        + (found.suffices() ? "" : ", too wide for a candidate that is equal")
        + ")";
  }
}
