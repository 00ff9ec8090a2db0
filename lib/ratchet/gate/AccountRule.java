package ratchet.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import ratchet.gate.CommonRows.Usage;

/**
 * Decisions on overlapping rows share one account per champion: who tries often enough on the same
 * rows gets lucky. A decision is taken at the level of each rule times the share of its rows that
 * no earlier decision of the account has used; none is taken with too small a share.
 *
 * <p>A second try of the same candidate is decided as the first one was, on the same rows. It
 * spends nothing, and neither does a candidate that scores every row as production does.
 *
 * @param leastNew share of new rows below which nothing is decided, e.g. 0.25
 */
public record AccountRule(String name, double leastNew) implements GateRule {
  /** Of a candidate that scores every row as production does; a note of the check. */
  public static final String SAME_SCORES = "same_scores";

  /**
   * What a decision may be taken at.
   *
   * @param share of the level of each rule; 1 is all of it
   * @param waits nothing may be decided yet
   * @param free the decision spends nothing
   * @param usage of the comparison with the smallest share of new rows; empty without rows
   * @param word why it spends nothing, or what is waited for; empty for an ordinary decision
   */
  record Account(double share, boolean waits, boolean free, Optional<Usage> usage, String word) {
    static final Account NONE = new Account(1, false, true, Optional.empty(), "");
  }

  /** The evidence with what may be decided on it, for the rules that look at rows. */
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
      return evidence.at(new Account(1, false, true, usage, SAME_SCORES));
    }
    double share = usage.get().share();
    if (share >= leastNew) {
      return evidence.at(new Account(share, false, false, usage, ""));
    }
    Optional<CommonRows.EarlierDecision> earlier = rows.earlierOfCandidate();
    if (earlier.isPresent()) {
      return evidence
          .with(new Rescoring.OnRows(earlier.get().rows()))
          .at(new Account(earlier.get().share(), false, true, usage, "second_try"));
    }
    String word = "wait_for_rows(" + missing(usage.get(), evidence.now()) + ")";
    return evidence.at(
        evidence.leniency().acceptInconclusive()
            ? new Account(1, false, false, usage, word + "=accepted")
            : new Account(share, true, true, usage, word));
  }

  /** How many rows, and about when they will be there: {@code 120,2026-03-05T10:00:00Z}. */
  private String missing(Usage usage, Instant now) {
    double lacking = leastNew * usage.rows() - usage.newRows();
    // where the window moves on, old rows leave as new ones come
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
   * @param looked whether a rule has compared anything
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

  /** Rows that a comparison asks for. */
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
