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
 * @param decisions with logged probabilities
 * @param withoutProbabilities number of decisions without logged probabilities
 * @param malformed number of decisions whose context cannot be used
 * @param unmatched number of fee decisions without an outcome, by reason
 */
public record LoggedDecisions(
    List<LoggedDecision> decisions,
    long withoutProbabilities,
    long malformed,
    Unmatched unmatched) {
  /**
   * Numbers of fee decisions without an outcome, by reason.
   *
   * @param withoutSize decisions that have neither {@code sizeSol} nor, as in old logs, the route
   *     and price of an execution
   * @param withoutContext decisions whose size is in no {@code fill_preds} row of their time
   * @param withoutAttempt decisions that no attempt was matched to
   */
  public record Unmatched(long withoutSize, long withoutContext, long withoutAttempt) {
    static final Unmatched NONE = new Unmatched(0, 0, 0);

    Unmatched plus(Unmatched other) {
      return new Unmatched(
          withoutSize + other.withoutSize,
          withoutContext + other.withoutContext,
          withoutAttempt + other.withoutAttempt);
    }

    /** All fee decisions without an outcome. */
    public long all() {
      return withoutSize + withoutContext + withoutAttempt;
    }
  }

  public LoggedDecisions {
    decisions = List.copyOf(decisions);
  }

  /** Decisions of different files that are equal in this order are copies. */
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
   * Reads each file by itself, and merges the decisions in one order. A decision that several files
   * hold is kept once.
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

  /** Decisions that need no match with another log. */
  LoggedDecisions(List<LoggedDecision> decisions, long withoutProbabilities, long malformed) {
    this(decisions, withoutProbabilities, malformed, Unmatched.NONE);
  }
}
