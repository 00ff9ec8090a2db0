package ratchet.promote.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.UnconfirmedException;

/**
 * What one runtime answered.
 *
 * @param url where it was asked; {@code null} when the model has no address
 * @param httpStatus of the last answer; empty when there was none
 * @param status the word in the reply, e.g. {@code ok}
 * @param servedSha256 what it serves now, as far as the reply or its metrics tell
 * @param servedEpochSeconds {@code created} of what it serves, unix seconds
 * @param milliseconds from the first attempt to the last answer
 * @param detail why it failed or could not be verified; empty when all is well
 */
public record ReloadReply(
    String url,
    Outcome outcome,
    OptionalInt httpStatus,
    Optional<String> status,
    Optional<String> servedSha256,
    OptionalLong servedEpochSeconds,
    long milliseconds,
    String detail) {

  /** How it went. */
  public enum Outcome {
    /** It says ok, and what it serves is what was expected. */
    OK,
    /** It does not answer, says no, or serves something else. */
    FAILED,
    /** It says ok, but neither its reply nor its metrics name what it serves. */
    UNVERIFIED,
    /** It was not asked. */
    SKIPPED;

    /** As JSON spells it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the promotion may stand. */
    public boolean accepted() {
      return this != FAILED;
    }
  }

  /** The same reply, about which something else found out more. */
  public ReloadReply found(Outcome known, String why) {
    return new ReloadReply(
        url, known, httpStatus, status, servedSha256, servedEpochSeconds, milliseconds, why);
  }

  /** How the detail of a model begins that serves, but not well. */
  static final String DEGRADED = "model_status ";

  /** Nobody to ask. */
  public static ReloadReply noUrl() {
    return skipped(null, "no_url");
  }

  public static ReloadReply skipped(String url, String why) {
    return new ReloadReply(
        url,
        Outcome.SKIPPED,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        0,
        why);
  }

  /** Whether none failed. */
  public static boolean allAccepted(List<ReloadReply> replies) {
    return replies.stream().allMatch(reply -> reply.outcome().accepted());
  }

  /**
   * What to throw, or to hand on, when one failed.
   *
   * @param consequence what was done about it
   * @param again the command to run once the runtime is well
   */
  public static UnconfirmedException unconfirmed(
      ModelName model, List<ReloadReply> replies, String consequence, String again) {
    String failed =
        replies.stream()
            .filter(reply -> !reply.outcome().accepted())
            .map(reply -> reply.url() + " " + reply.summary())
            .collect(Collectors.joining(", "));
    return new UnconfirmedException(
        model.id() + ": not confirmed by " + failed + "; " + consequence,
        "check that the runtime runs there and reads this alias, then run " + again + " again");
  }

  /** The array that promote and the ledger show. */
  public static JsonNode toJson(List<ReloadReply> replies) {
    var array = Json.MAPPER.createArrayNode();
    replies.forEach(reply -> array.add(reply.toJson()));
    return array;
  }

  /** {@code url, outcome, http_status, status, served_sha256, …}; what is unknown is null. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("url", url);
    json.put("outcome", outcome.id());
    json.put("http_status", httpStatus.isPresent() ? httpStatus.getAsInt() : null);
    json.put("status", status.orElse(null));
    json.put("served_sha256", servedSha256.orElse(null));
    json.put(
        "served_epoch_seconds",
        servedEpochSeconds.isPresent() ? servedEpochSeconds.getAsLong() : null);
    json.put("milliseconds", milliseconds);
    json.put("detail", detail);
    return json;
  }

  /**
   * E.g. {@code ok(200)}, {@code ok(200) unverified}, {@code failed(connection refused)}, {@code
   * skipped(no_url)}.
   */
  public String summary() {
    return switch (outcome) {
      case OK -> "ok" + code() + (detail.startsWith(DEGRADED) ? " degraded" : "");
      case UNVERIFIED -> "ok" + code() + " unverified";
      case FAILED -> "failed(" + detail + ")";
      case SKIPPED -> "skipped(" + detail + ")";
    };
  }

  private String code() {
    return httpStatus.isPresent() ? "(" + httpStatus.getAsInt() + ")" : "";
  }
}
