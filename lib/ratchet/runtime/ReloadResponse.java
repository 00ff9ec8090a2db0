package ratchet.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.runtime.http.Reply;

/**
 * The reply to a reload request: {@code {"status":"ok","models":{"fillnet":{"status":"ok",
 * "sha256":…,"created":…,"epoch_seconds":…}}}}.
 *
 * <p>The outer {@code status} reports the whole reload, each inner {@code status} one model: ok
 * when the file on disk serves now, else the word of {@code m_model_status}. {@code model_status}
 * always holds that word. The two differ after a rollback to an expired version: the load is ok,
 * the model is degraded, and {@code warning} holds the reason; {@code scores_refused} is true when
 * the runtime refuses scores of an expired version. {@code sha256} is the version that serves now.
 *
 * <p>The outer status is {@code error}, and the HTTP code 422, when a file cannot be served, when a
 * file is missing and an older version still serves, or when no model serves at all. The reason is
 * in the model's {@code error}, and the version that served before still serves. A model that has
 * never had a file does not fail the reload of the others.
 */
final class ReloadResponse {
  private static final String OK = "ok";

  private ReloadResponse() {}

  /**
   * @param refuseExpired whether the runtime refuses scores of a version older than {@code maxAge}
   */
  static Reply of(
      Map<ModelName, SlotState> reloaded, Instant now, Duration maxAge, boolean refuseExpired) {
    boolean failed = reloaded.values().stream().anyMatch(ReloadResponse::isFailure);
    boolean noneServes = reloaded.values().stream().allMatch(state -> state.serving().isEmpty());
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("status", failed || noneServes ? "error" : OK);
    ObjectNode models = body.putObject("models");
    reloaded.forEach(
        (model, state) -> {
          ObjectNode fields = models.putObject(model.id());
          describeReload(fields, state, now, maxAge);
          if (refuseExpired && state.isExpired(now, maxAge)) {
            fields.put("scores_refused", true);
          }
        });
    return Reply.json(failed || noneServes ? 422 : 200, body);
  }

  /**
   * Writes the fields that describe the served version: {@code status, sha256, created,
   * epoch_seconds}, and {@code error} when there is a problem.
   */
  static void describe(ObjectNode to, SlotState state, Instant now, Duration maxAge) {
    to.put("status", state.status(now, maxAge).id());
    Optional<ServedModel> serving = state.serving();
    to.put("sha256", serving.map(ServedModel::sha256).orElse(null));
    to.put("created", serving.map(model -> model.created().toString()).orElse(null));
    to.put("epoch_seconds", state.epochSeconds());
    state.problem(now, maxAge).ifPresent(problem -> to.put("error", problem));
  }

  private static void describeReload(ObjectNode to, SlotState state, Instant now, Duration maxAge) {
    describe(to, state, now, maxAge);
    to.put("model_status", state.status(now, maxAge).id());
    if (state.lastReloadSuccessful()) {
      to.put("status", OK);
      to.remove("error");
      state.problem(now, maxAge).ifPresent(problem -> to.put("warning", problem));
    }
  }

  private static boolean isFailure(SlotState state) {
    boolean neverThere =
        state.serving().isEmpty() && state.recent().get(0).outcome() == Reload.Outcome.MISSING;
    return !state.lastReloadSuccessful() && !neverThere;
  }
}
