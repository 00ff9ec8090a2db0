package ratchet.promote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.OptionalInt;
import ratchet.model.Json;

/**
 * What a backtest or ope command said.
 *
 * @param name {@code backtest} or {@code ope}
 * @param exit its exit status; empty when it never ran or was killed
 * @param tail the last 2,000 characters of what it printed
 * @param seconds how long it ran
 */
public record CommandHookResult(
    String name, State state, OptionalInt exit, String tail, double seconds) {
  /** How it ended; all but {@link #PASSED} and {@link #NOT_APPLICABLE} refuse the model. */
  public enum State {
    PASSED,
    FAILED,
    TIMED_OUT,
    /** It was named, but the program is not there. */
    ABSENT,
    /** It is built in, and the log holds nothing by which it could judge this model. */
    NOT_APPLICABLE;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean passed() {
    return state == State.PASSED || state == State.NOT_APPLICABLE;
  }

  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("name", name);
    json.put("state", state.id());
    json.put("exit", exit.isPresent() ? exit.getAsInt() : null);
    json.put("tail", tail);
    json.put("seconds", seconds);
    return json;
  }
}
