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
 * What one rule found.
 *
 * @param name the rule's, unique within a model, e.g. {@code auc_10m}
 * @param measured what was found
 * @param relation how it must stand to what is required: {@code >=}, {@code <=} or {@code is}
 * @param required a number, or what else is asked for
 * @param lower lower end of the interval of what was measured, where there is one
 * @param upper its upper end
 * @param reason machine-readable, without spaces: why it refuses, or what it passes on; empty when
 *     a rule has nothing to say
 * @param note what the reason of a candidate that passes says besides, e.g. {@code
 *     champion=on_paper}; mostly empty
 * @param window the rows that were looked at, where the rule looks at rows
 * @param precision what these rows are worth, where they were compared
 * @param spending what a decision on rows took of its champion's account
 * @param figures what the candidate and another version reach on the same rows, where the rule
 *     knows both
 * @param parts what the rules found that this one combines
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
   * @param candidate in the metric's unit
   * @param other the same of the other version
   */
  public record Figures(String metric, String against, double candidate, double other) {}

  /**
   * What a decision uses up.
   *
   * @param from decision time of the first row that it looks at
   * @param to that of the last one
   * @param rows that it looks at
   * @param newRows of them that no earlier decision of the account used
   * @param share of each rule's level that it is taken at; 0 where none is taken
   * @param spent whether later decisions have to count these rows as used
   */
  public record Spending(
      Instant from, Instant to, int rows, int newRows, double share, boolean spent) {}

  /**
   * What rows are worth, and whether they can settle the question.
   *
   * @param clusters mints that the rows are of
   * @param effectiveRows this many independent rows would give as much information
   * @param halfWidth of the interval: a candidate that is equal passes half of the time where the
   *     margin is as large, and nearly always where it is twice as large
   * @param margin that the rule tolerates; empty where the candidate is not compared with another
   *     version
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

  /** Of a rule that looks at no rows, and combines no others. */
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

  /** A copy with what was measured on the rows of a window; empty where they give nothing. */
  Check measuring(Optional<PairedEstimate> figure, EvaluationWindow rows, OptionalDouble margin) {
    Check looking = with(note, Optional.of(rows), precision, spending, figures, parts);
    return figure.map(found -> looking.measuring(found, margin)).orElse(looking);
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

  /** The same with a figure of the candidate and of another version. */
  Check with(Figures both) {
    return with(note, window, precision, spending, Optional.of(both), parts);
  }

  Check noting(String said) {
    return with(said, window, precision, spending, figures, parts);
  }

  /** Of a rule that combines what others found. */
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
   * Whether the rule passed without anything to measure: it does not apply here, and says nothing
   * for the candidate.
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

  /** Whether the rule found something to judge; one that did not passes, and says so. */
  public boolean isJudged() {
    return !isIdle();
  }

  /** This one, or those it combines, all the way down. */
  public Stream<Check> leaves() {
    return parts.isEmpty() ? Stream.of(this) : parts.stream().flatMap(Check::leaves);
  }

  /**
   * E.g. {@code auc_10m: 0.62, required >= 0.7}, or {@code auc_against_champion: -0.01 [-0.06,
   * 0.04], required >= -0.02}, where it is the interval that must keep to what is required; it then
   * says what the rows are worth, and whether they suffice for a candidate that is equal. {@code
   * auc_skill: not judged, required > 0} where the rule found nothing to judge.
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
