package ratchet.promote.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import ratchet.model.Json;

/**
 * An explanation of a refusal, in one to three sentences.
 *
 * @param text the sentences
 * @param cause the kind of cause
 * @param rule the rule that refused it, e.g. {@code auc_10m}; empty where no rule did
 * @param refusedInARow how many candidates in a row were refused, this one included; 0 where no
 *     gate refused it
 * @param refusedSince time of the first of them; empty when that one is not in the ledger
 */
public record RefusalExplanation(
    String text,
    Cause cause,
    Optional<String> rule,
    int refusedInARow,
    Optional<Instant> refusedSince) {
  /** The kind of cause. */
  public enum Cause {
    /** The rows are too few, too old, or changed for production too. */
    DATA,
    /** The candidate is worse than production on the same rows. */
    MODEL,
    /**
     * No other version was scored, so it is not known whether the data or the model is the cause.
     */
    DATA_OR_MODEL,
    /** The candidate's file. */
    FILE,
    /** Backtest or ope. */
    HOOK,
    /** The live file does not load. */
    LIVE_FILE,
    /** The model is on hold, or this version was rolled back. */
    PERSON,
    /** Another model of {@code --together} was not promoted. */
    OTHER_MODEL;

    /** As documents spell it, e.g. {@code data_or_model}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code text, cause, rule, refused_in_a_row, refused_since}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("text", text);
    json.put("cause", cause.id());
    json.put("rule", rule.orElse(null));
    json.put("refused_in_a_row", refusedInARow);
    json.put("refused_since", refusedSince.map(Instant::toString).orElse(null));
    return json;
  }
}
