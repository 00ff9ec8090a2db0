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
 * <p>The outer status says whether the reload worked, each inner one whether this model's did: ok
 * when the file on disk is what serves now, else the word of {@code m_model_status}. That word
 * always stands in {@code model_status} too: an expired version that was rolled back to is loaded
 * (ok) and degraded at once, with the reason in {@code warning}; where such a version is not asked
 * for scores, {@code scores_refused} is true. {@code sha256} is what serves now. The outer status
 * is {@code error}, and the code 422, when a file could not be served, when one that used to be
 * there is gone, or when no model at all was loaded; the reason stands at the model, and what
 * served goes on serving. A model of a larger role that was never there does not fail the others.
 */
final class ReloadResponse {
  private static final String OK = "ok";

  private ReloadResponse() {}

  /**
   * @param refuseExpired whether a version older than {@code maxAge} answers no scores
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
          ObjectNode told = models.putObject(model.id());
          tell(told, state, now, maxAge);
          if (refuseExpired && state.isExpired(now, maxAge)) {
            told.put("scores_refused", true);
          }
        });
    return Reply.json(failed || noneServes ? 422 : 200, body);
  }

  /** The fields that say what serves: {@code status, sha256, created, epoch_seconds, error}. */
  static void describe(ObjectNode to, SlotState state, Instant now, Duration maxAge) {
    to.put("status", state.status(now, maxAge).id());
    Optional<ServedModel> serving = state.serving();
    to.put("sha256", serving.map(ServedModel::sha256).orElse(null));
    to.put("created", serving.map(model -> model.created().toString()).orElse(null));
    to.put("epoch_seconds", state.epochSeconds());
    state.problem(now, maxAge).ifPresent(problem -> to.put("error", problem));
  }

  private static void tell(ObjectNode to, SlotState state, Instant now, Duration maxAge) {
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
