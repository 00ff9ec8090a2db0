package ratchet.promote.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ratchet.gate.AccountRule;
import ratchet.store.LedgerEvent;

/**
 * The rows that earlier decisions about candidates against one champion have used, read from the
 * ledger. A promotion starts a new account, because there is a new champion. A champion with the
 * same scores as its predecessor continues the predecessor's account; otherwise a copy of
 * production would make used rows count as new.
 *
 * @param decisions oldest first
 */
record EvidenceAccount(List<Decision> decisions) {
  static final EvidenceAccount EMPTY = new EvidenceAccount(List.of());

  /**
   * One decision that used rows.
   *
   * @param candidateSha256 the candidate
   * @param fromMs decision time of the first row
   * @param toMs decision time of the last row
   * @param share of the level of each rule that it used
   */
  record Decision(String candidateSha256, long fromMs, long toMs, double share) {
    boolean used(long ms) {
      return fromMs <= ms && ms <= toMs;
    }
  }

  EvidenceAccount {
    decisions = List.copyOf(decisions);
  }

  /**
   * Reads the account from the ledger's events.
   *
   * @param events of one model, oldest first
   * @param champion digest of the live version; empty where there is none
   */
  static EvidenceAccount of(List<LedgerEvent> events, Optional<String> champion) {
    Set<String> champions = withEqualScores(events, champion);
    List<Decision> decisions = new ArrayList<>();
    for (LedgerEvent event : events) {
      if (isDecision(event.event())
          && champions.contains(event.fromSha256())
          && event.toSha256() != null
          && event.gates() != null) {
        decision(event).ifPresent(decisions::add);
      }
    }
    return new EvidenceAccount(decisions);
  }

  /** The champion and the versions before and after it that have equal scores. */
  private static Set<String> withEqualScores(List<LedgerEvent> events, Optional<String> champion) {
    Set<String> equal = new HashSet<>();
    equal.add(champion.orElse(null));
    int known;
    do {
      known = equal.size();
      for (LedgerEvent event : events) {
        if (isDecision(event.event())
            && event.toSha256() != null
            && event.fromSha256() != null
            && hasEqualScores(event.gates())
            && (equal.contains(event.fromSha256()) || equal.contains(event.toSha256()))) {
          equal.add(event.fromSha256());
          equal.add(event.toSha256());
        }
      }
    } while (equal.size() > known);
    return equal;
  }

  private static boolean hasEqualScores(JsonNode gates) {
    if (gates != null) {
      for (JsonNode check : gates) {
        if (check.has("account") && check.path("note").asText().equals(AccountRule.SAME_SCORES)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isDecision(LedgerEvent.Kind kind) {
    return switch (kind) {
      case PROMOTED, REFUSED, RELOAD_FAILED -> true;
      case ROLLED_BACK,
          RECOVERED,
          ANCHORED,
          CONFIRMED,
          WATCH_ROLLED_BACK,
          WATCH_UNDECIDED,
          ROLLBACK_FAILED,
          HELD,
          RELEASED ->
          false;
    };
  }

  private static Optional<Decision> decision(LedgerEvent event) {
    for (JsonNode check : event.gates()) {
      JsonNode account = check.path("account");
      if (account.path("spent").booleanValue()) {
        try {
          return Optional.of(
              new Decision(
                  event.toSha256(),
                  Instant.parse(account.path("from").asText()).toEpochMilli(),
                  // rows that a wrong clock dated in the future do not use up rows that are logged
                  // later
                  earlier(Instant.parse(account.path("to").asText()), event.at()).toEpochMilli(),
                  account.path("share").doubleValue()));
        } catch (DateTimeException e) {
          // an edited ledger line counts as having used every row
          return Optional.of(new Decision(event.toSha256(), Long.MIN_VALUE, Long.MAX_VALUE, 0));
        }
      }
    }
    return Optional.empty();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Whether an earlier decision has used rows of that time. */
  boolean hasUsed(long ms) {
    return decisions.stream().anyMatch(decision -> decision.used(ms));
  }

  /** The last decision about a candidate. */
  Optional<Decision> about(String candidateSha256) {
    return decisions.stream()
        .filter(decision -> decision.candidateSha256().equals(candidateSha256))
        .reduce((earlier, later) -> later);
  }
}
