package ratchet.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ratchet.gate.CommonRows.Usage;

/**
 * Decisions on overlapping rows share one account per champion, because repeated tests on the same
 * rows pass by chance sooner or later. The significance level of each rule is multiplied by the
 * share of its rows that no earlier decision of the account has used. If this share is too small,
 * nothing is decided.
 *
 * <p>A second try of the same candidate is decided like the first one, on the same rows. It uses up
 * no rows. Neither does a candidate with the same scores as production on every row.
 *
 * @param leastNew smallest share of new rows for a decision, e.g. 0.25
 */
public record AccountRule(String name, double leastNew) implements GateRule {
  /** Note of the check for a candidate with the same scores as production on every row. */
  public static final String SAME_SCORES = "same_scores";

  /**
   * The state of the account for one decision.
   *
   * @param share factor for the significance level of each rule; 1 leaves it unchanged
   * @param waits whether more new rows are needed before a decision
   * @param free whether the decision uses up no rows
   * @param usage rows of the comparison with the smallest share of new rows; empty without rows
   * @param word why it uses up no rows, or how many rows are missing; empty for other decisions
   */
  record Account(double share, boolean waits, boolean free, Optional<Usage> usage, String word) {
    static final Account NONE = new Account(1, false, true, Optional.empty(), "");
  }

  /** The evidence with the state of the account, for the rules that compare on rows. */
  Evidence open(Evidence evidence, List<GateRule> rules) {
    if (!(evidence.rescoring() instanceof Rescoring.OnRows scored)) {
      return evidence;
    }
    CommonRows rows = scored.rows();
    List<Question> questions = Question.of(rules);
    Optional<Usage> usage =
        questions.stream()
            .map(question -> rows.usage(question.label(), question.maxRows()))
            .filter(used -> used.rows() > 0)
            .min(Comparator.comparingDouble(Usage::share));
    if (usage.isEmpty()) {
      return evidence;
    }
    if (questions.stream().allMatch(one -> rows.equalsChampion(one.label(), one.maxRows()))) {
      return evidence.withAccount(new Account(1, false, true, usage, SAME_SCORES));
    }
    double share = usage.get().share();
    if (share >= leastNew) {
      return evidence.withAccount(new Account(share, false, false, usage, ""));
    }
    Optional<CommonRows.EarlierDecision> earlier = rows.earlierOfCandidate();
    if (earlier.isPresent()) {
      return evidence
          .with(new Rescoring.OnRows(earlier.get().rows()))
          .withAccount(new Account(earlier.get().share(), false, true, usage, "second_try"));
    }
    String word = "wait_for_rows(" + missing(usage.get(), evidence.now()) + ")";
    return evidence.withAccount(
        evidence.leniency().acceptInconclusive()
            ? new Account(1, false, false, usage, word + "=accepted")
            : new Account(share, true, true, usage, word));
  }

  /** The number of missing rows and their expected time, e.g. {@code 120,2026-03-05T10:00:00Z}. */
  private String missing(Usage usage, Instant now) {
    double lacking = leastNew * usage.rows() - usage.newRows();
    // in a full window each new row replaces an old one
    long rows = (long) Math.ceil(usage.isFull() ? lacking : lacking / (1 - leastNew));
    Duration span = Duration.between(usage.first(), usage.last());
    if (usage.rows() < 2 || span.isZero()) {
      return Long.toString(rows);
    }
    long seconds = (long) Math.ceil((double) span.toSeconds() / (usage.rows() - 1) * rows);
    return rows + "," + now.plusSeconds(seconds).truncatedTo(ChronoUnit.MINUTES);
  }

  @Override
  public Check check(Evidence evidence) {
    return check(evidence, false);
  }

  /**
   * @param looked whether a rule has compared on rows
   */
  Check check(Evidence evidence, boolean looked) {
    Account account = evidence.account();
    Finding finding =
        account.waits() ? Finding.refused(account.word()) : Finding.passed(account.word());
    Check check =
        finding.of(
            name,
            account
                .usage()
                .<Measurement>map(usage -> new Measurement.Number(usage.share()))
                .orElseGet(Measurement.Missing::new),
            ">=",
            new Measurement.Number(leastNew));
    return account
        .usage()
        .map(usage -> check.spending(spending(account, usage, looked)))
        .orElse(check);
  }

  private static Check.Spending spending(Account account, Usage usage, boolean looked) {
    return new Check.Spending(
        usage.first(),
        usage.last(),
        usage.rows(),
        usage.newRows(),
        account.waits() ? 0 : account.share(),
        looked && !account.free());
  }

  @Override
  public String condition() {
    return "at least "
        + Decimals.plain(100 * leastNew)
        + " % of the rows are new to this champion's decisions; each comparison is taken at its own"
        + " level times that share";
  }

  /** The rows that a comparison uses. */
  private record Question(String label, int maxRows) {
    static List<Question> of(List<GateRule> rules) {
      return rules.stream()
          .flatMap(GateRulesReader::withParts)
          .map(Question::of)
          .flatMap(Optional::stream)
          .distinct()
          .toList();
    }

    private static Optional<Question> of(GateRule rule) {
      return rule instanceof NonInferiorRule compared
          ? Optional.of(new Question(compared.label(), compared.maxRows()))
          : rule instanceof SkillRule first
              ? Optional.of(new Question(first.label(), first.maxRows()))
              : Optional.empty();
    }
  }
}
