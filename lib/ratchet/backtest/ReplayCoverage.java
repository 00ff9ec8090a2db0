package ratchet.backtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import ratchet.model.Json;

/** What became of the attempts of the log on one side of a replay. */
public final class ReplayCoverage {
  /**
   * Each attempt ends in exactly one of these; FITTED_ON: a model of either side was fitted on it.
   */
  enum Fate {
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

  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private long unpriced;
  private long openAtEnd;
  private long assumedCosts;
  private long malformedScores;

  void count(Fate fate) {
    fates.merge(fate, 1L, Long::sum);
  }

  /** A position without any print after its entry. */
  void unpriced() {
    unpriced++;
  }

  /** Trades so late that the log does not show how they would have ended. */
  void openAtEnd(int trades) {
    openAtEnd += trades;
  }

  /** A failed attempt of which the log does not say what it cost. */
  void assumedCost() {
    assumedCosts++;
  }

  long unpricedPositions() {
    return unpriced;
  }

  /** Of the positions that were opened, the share without a later price; NaN without any. */
  double unpricedShare() {
    return (double) unpriced / of(Fate.FILLED);
  }

  void malformedScore() {
    malformedScores++;
  }

  long of(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }

  /** Of the attempts that would be taken, the share that has a price of SOL; NaN without any. */
  double pricedShare() {
    double priced = of(Fate.FAILED) + of(Fate.FILLED) + of(Fate.WITHOUT_COST);
    return priced / (priced + of(Fate.WITHOUT_SOL_PRICE));
  }

  /** Of the attempts whose context was read, the share in which it could be; NaN without any. */
  double usableShare() {
    double unusable = of(Fate.MALFORMED_CONTEXT) + of(Fate.MALFORMED_PREDICTION);
    double usable =
        of(Fate.WITHOUT_SIZE)
            + of(Fate.VETOED)
            + of(Fate.WITHOUT_PREDICTION)
            + of(Fate.NOT_ADMITTED)
            + of(Fate.WITHOUT_SOL_PRICE)
            + of(Fate.WITHOUT_COST)
            + of(Fate.FAILED)
            + of(Fate.FILLED);
    return usable / (usable + unusable);
  }

  /**
   * @param picks by alpha; null where alpha does not pick
   */
  ObjectNode json(AlphaPicks picks) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("attempts_logged", fates.values().stream().mapToLong(Long::longValue).sum());
    for (Fate fate : Fate.values()) {
      json.put(fate.name().toLowerCase(Locale.ROOT), of(fate));
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
