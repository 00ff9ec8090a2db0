package ratchet.promote.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import ratchet.gate.HookOutcome;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.Json;

/**
 * The result of a hook: a built-in one, or a command of the user.
 *
 * @param name {@code backtest} or {@code ope}
 * @param exit the exit status, for a built-in hook that of the command of its name; empty when it
 *     did not run or was killed
 * @param tail the last 2,000 characters of its output
 * @param seconds the duration of the run
 */
public record HookResult(
    String name, HookState state, OptionalInt exit, String tail, double seconds) {
  /** Whether this result does not refuse the candidate. */
  public boolean passed() {
    return !state.refuses();
  }

  /** The part that gates read. */
  public HookOutcome outcome() {
    return new HookOutcome(name, state, exit);
  }

  /** {@code name, state, exit, tail, seconds}. */
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
