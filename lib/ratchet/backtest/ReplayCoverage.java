package ratchet.backtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import ratchet.model.Json;

/** Counts the attempts of the log by their result on one side of a replay. */
public final class ReplayCoverage {
  /** The result of an attempt, exactly one; FITTED_ON: a model of either side was fitted on it. */
  enum AttemptOutcome {
    FITTED_ON,
    ALREADY_OPEN,
    NOT_PICKED,
    WITHOUT_CONTEXT,
    MALFORMED_CONTEXT,
    WITHOUT_SIZE,
    VETOED,
    WITHOUT_PREDICTION,
    MALFORMED_PREDICTION,
    NOT_ADMITTED,
    WITHOUT_SOL_PRICE,
    WITHOUT_COST,
    FAILED,
    FILLED
  }

  private final Map<AttemptOutcome, Long> outcomes = new EnumMap<>(AttemptOutcome.class);
  private long unpriced;
  private long openAtEnd;
  private long assumedCosts;
  private long malformedScores;

  void count(AttemptOutcome outcome) {
    outcomes.merge(outcome, 1L, Long::sum);
  }

  /** Counts a position without any price after its entry. */
  void unpriced() {
    unpriced++;
  }

  /** Counts trades that are too late for the log to show their end. */
  void openAtEnd(int trades) {
    openAtEnd += trades;
  }

  /** Counts a failed attempt whose cost is not in the log. */
  void assumedCost() {
    assumedCosts++;
  }

  long unpricedPositions() {
    return unpriced;
  }

  /** Of the positions that were opened, the share without a later price; NaN without any. */
  double unpricedShare() {
    return (double) unpriced / of(AttemptOutcome.FILLED);
  }

  void malformedScore() {
    malformedScores++;
  }

  long of(AttemptOutcome outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** Of the attempts that would be taken, the share that has a price of SOL; NaN without any. */
  double pricedShare() {
    double priced =
        of(AttemptOutcome.FAILED) + of(AttemptOutcome.FILLED) + of(AttemptOutcome.WITHOUT_COST);
    return priced / (priced + of(AttemptOutcome.WITHOUT_SOL_PRICE));
  }

  /** Of the attempts whose context was read, the share in which it could be; NaN without any. */
  double usableShare() {
    double unusable =
        of(AttemptOutcome.MALFORMED_CONTEXT) + of(AttemptOutcome.MALFORMED_PREDICTION);
    double usable =
        of(AttemptOutcome.WITHOUT_SIZE)
            + of(AttemptOutcome.VETOED)
            + of(AttemptOutcome.WITHOUT_PREDICTION)
            + of(AttemptOutcome.NOT_ADMITTED)
            + of(AttemptOutcome.WITHOUT_SOL_PRICE)
            + of(AttemptOutcome.WITHOUT_COST)
            + of(AttemptOutcome.FAILED)
            + of(AttemptOutcome.FILLED);
    return usable / (usable + unusable);
  }

  /**
   * @param picks by alpha; null where alpha does not pick
   */
  ObjectNode json(AlphaPicks picks) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("attempts_logged", outcomes.values().stream().mapToLong(Long::longValue).sum());
    for (AttemptOutcome outcome : AttemptOutcome.values()) {
      json.put(outcome.name().toLowerCase(Locale.ROOT), of(outcome));
    }
    json.put("unpriced", unpriced);
    json.put("assumed_costs", assumedCosts);
    json.put("open_at_end", openAtEnd);
    json.put("malformed_scores", malformedScores);
    json.put("picks", picks == null ? null : (Long) picks.picks());
    json.put("picks_tried", picks == null ? null : (Long) picks.tried());
    return json;
  }
}
