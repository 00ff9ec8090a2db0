package ratchet.promote.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import ratchet.gate.HookOutcome;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.Json;

/**
 * What a hook found: a built-in one, or a command of the user's.
 *
 * @param name {@code backtest} or {@code ope}
 * @param exit its exit status, of a built-in one that of the command of its name; empty when it
 *     never ran or was killed
 * @param tail the last 2,000 characters of what it printed
 * @param seconds how long it ran
 */
public record HookResult(
    String name, HookState state, OptionalInt exit, String tail, double seconds) {
  public boolean passed() {
    return !state.refuses();
  }

  public HookOutcome outcome() {
    return new HookOutcome(name, state, exit);
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
