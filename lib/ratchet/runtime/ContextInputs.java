package ratchet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import ratchet.features.Inputs;

/**
 * One decision's context as it arrived: an object of numbers by the names the services use, or by
 * the features' own; {@code {"ctx": {…}}}, as the services log it, is the same context.
 *
 * <p>A boolean counts as 0 or 1 and null as missing. Only what the model reads is looked at: a
 * {@code route} or a {@code mint} beside it may be anything.
 */
final class ContextInputs implements Inputs {
  private final JsonNode context;
  private final String path;

  private ContextInputs(JsonNode context, String path) {
    this.context = context;
    this.path = path;
  }

  /**
   * @param path where the context stands in the request, for messages: empty, or {@code [3]}
   * @throws HttpFailure 400 when it is no object
   */
  static ContextInputs of(JsonNode context, String path) {
    if (!context.isObject()) {
      throw HttpFailure.badRequest(
          (path.isEmpty() ? "the body" : path)
              + " is not a context: a JSON object such as {\"lpSol\": 32, \"spreadBps\": 45}");
    }
    JsonNode logged = context.get("ctx");
    if (logged == null) {
      return new ContextInputs(context, path);
    }
    String ctxPath = path.isEmpty() ? "ctx" : path + ".ctx";
    if (!logged.isObject()) {
      throw HttpFailure.badRequest(ctxPath + " is not a JSON object");
    }
    return new ContextInputs(logged, ctxPath);
  }

  @Override
  public double get(String name) {
    JsonNode value = context.get(name);
    if (value == null || value.isNull()) {
      return Double.NaN;
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? 1 : 0;
    }
    if (!value.isNumber()) {
      throw wrong(name, "is not a number", value);
    }
    double number = value.doubleValue();
    if (!Double.isFinite(number)) {
      throw wrong(name, "is not a finite number", value);
    }
    return number;
  }

  private HttpFailure wrong(String name, String problem, JsonNode value) {
    String shown = value.toString();
    return HttpFailure.badRequest(
        (path.isEmpty() ? name : path + "." + name)
            + " "
            + problem
            + " ("
            + (shown.length() > 40 ? shown.substring(0, 40) + "…" : shown)
            + ")");
  }
}
