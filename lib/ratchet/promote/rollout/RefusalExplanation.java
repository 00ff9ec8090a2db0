package ratchet.promote.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import ratchet.model.Json;

/**
 * Why a candidate was refused, in one to three sentences that can be sent on as they are.
 *
 * @param text the sentences
 * @param cause where to look
 * @param rule that decided, e.g. {@code auc_10m}; empty where no rule did
 * @param refusedInARow how many candidates in a row were refused, this one included; 0 where no
 *     gate judged it
 * @param refusedSince when the first of them was; empty for a first one that is not in the ledger
 */
public record RefusalExplanation(
    String text,
    Cause cause,
    Optional<String> rule,
    int refusedInARow,
    Optional<Instant> refusedSince) {
  /** Where to look. */
  public enum Cause {
    /** The rows are too few, too old, or changed for production too. */
    DATA,
    /** The candidate does worse than production on the same rows. */
    MODEL,
    /** Nothing was scored beside the candidate: data and model cannot be told apart. */
    DATA_OR_MODEL,
    /** The candidate's file. */
    FILE,
    /** Backtest or ope. */
    HOOK,
    /** The file that is live does not load. */
    LIVE_FILE,
    /** Somebody held the model, or rolled this version back. */
    PERSON,
    /** Another model of {@code --together} does not go. */
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
