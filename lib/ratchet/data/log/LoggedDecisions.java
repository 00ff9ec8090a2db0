package ratchet.data.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import ratchet.data.sqlite.Database;

/**
 * The decisions of one policy in a window, in the order of time.
 *
 * @param decisions that name the probabilities they were drawn with
 * @param withoutProbabilities decisions that were not drawn, or do not say how
 * @param malformed decisions whose context cannot be used
 * @param unmatched fee decisions without an outcome, by why there is none
 */
public record LoggedDecisions(
    List<LoggedDecision> decisions,
    long withoutProbabilities,
    long malformed,
    Unmatched unmatched) {
  /**
   * Why fee decisions have no outcome.
   *
   * @param withoutSize they tell neither {@code sizeSol} nor, as old logs do, a route and price
   *     that an execution has
   * @param withoutContext no {@code fill_preds} row of their time tells their size
   * @param withoutAttempt no attempt took the decision
   */
  public record Unmatched(long withoutSize, long withoutContext, long withoutAttempt) {
    static final Unmatched NONE = new Unmatched(0, 0, 0);

    Unmatched plus(Unmatched other) {
      return new Unmatched(
          withoutSize + other.withoutSize,
          withoutContext + other.withoutContext,
          withoutAttempt + other.withoutAttempt);
    }

    public long all() {
      return withoutSize + withoutContext + withoutAttempt;
    }
  }

  public LoggedDecisions {
    decisions = List.copyOf(decisions);
  }

  /** Decisions that agree in this order were logged once, and copied. */
  private static final Comparator<LoggedDecision> IN_ORDER =
      Comparator.comparingLong(LoggedDecision::ms)
          .thenComparingLong(LoggedDecision::id)
          .thenComparing(LoggedDecision::mint)
          .thenComparing(LoggedDecision::segment)
          .thenComparingInt(LoggedDecision::arm)
          .thenComparing(LoggedDecision::probabilities, Arrays::compare)
          .thenComparing(LoggedDecision::scores, Arrays::compare)
          .thenComparing(LoggedDecision::values, Arrays::compare)
          .thenComparing(decision -> decision.outcome().toString());

  /**
   * Of all files: what one bot decided is joined with what it logged, file by file, and the
   * decisions are brought into one order. One that several files hold comes once.
   */
  static LoggedDecisions ofParts(Database database, Function<Database, LoggedDecisions> reader) {
    List<LoggedDecisions> parts = database.ofParts(reader);
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Map<LoggedDecision, Integer> first = new TreeMap<>(IN_ORDER);
    List<LoggedDecision> all = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      for (LoggedDecision decision : parts.get(part).decisions) {
        Integer known = first.putIfAbsent(decision, part);
        if (known == null || known == part) {
          all.add(decision);
        } else {
          database.shared(known, part);
        }
      }
    }
    all.sort(IN_ORDER);
    return new LoggedDecisions(
        all,
        parts.stream().mapToLong(LoggedDecisions::withoutProbabilities).sum(),
        parts.stream().mapToLong(LoggedDecisions::malformed).sum(),
        parts.stream().map(LoggedDecisions::unmatched).reduce(Unmatched::plus).orElseThrow());
  }

  /** Of decisions that no other log is needed to match. */
  LoggedDecisions(List<LoggedDecision> decisions, long withoutProbabilities, long malformed) {
    this(decisions, withoutProbabilities, malformed, Unmatched.NONE);
  }
}
