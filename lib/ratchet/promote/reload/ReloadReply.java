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
 * The reply of one runtime.
 *
 * @param url the reload address; {@code null} when the model has none
 * @param httpStatus of the last answer; empty when there was none
 * @param status the {@code status} in the reply, e.g. {@code ok}
 * @param servedSha256 digest of the version that it serves now; empty when neither the reply nor
 *     its metrics have it
 * @param servedEpochSeconds {@code created} of that version, Unix seconds; empty when unknown
 * @param milliseconds from the first attempt to the last answer
 * @param detail the reason for which it failed or could not be verified; empty when it succeeded
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

  /** The result. */
  public enum Outcome {
    /** It answers ok and serves the expected version. */
    OK,
    /** It does not answer, answers with a failure, or serves another version. */
    FAILED,
    /** It answers ok, but neither its reply nor its metrics name the version that it serves. */
    UNVERIFIED,
    /** It was not asked. */
    SKIPPED;

    /** As JSON spells it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a promotion may stand with this result: anything but {@link #FAILED}. */
    public boolean accepted() {
      return this != FAILED;
    }
  }

  /** A copy with another outcome and detail, found by a verification. */
  public ReloadReply found(Outcome known, String why) {
    return new ReloadReply(
        url, known, httpStatus, status, servedSha256, servedEpochSeconds, milliseconds, why);
  }

  /** How the detail begins for a version that is served but degraded. */
  static final String DEGRADED = "model_status ";

  /** The reply for a model that has no runtime: {@code skipped(no_url)}. */
  public static ReloadReply noUrl() {
    return skipped(null, "no_url");
  }

  /** The reply for a runtime that was not asked, for this reason; {@code url} may be null. */
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

  /** Whether no reply is {@link Outcome#FAILED}. */
  public static boolean allAccepted(List<ReloadReply> replies) {
    return replies.stream().allMatch(reply -> reply.outcome().accepted());
  }

  /**
   * The exception for replies of which one failed.
   *
   * @param consequence what was done, as the end of the message
   * @param again the command to run once the runtime works again
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

  /** The array in {@code promote --json} and in the ledger. */
  public static JsonNode toJson(List<ReloadReply> replies) {
    var array = Json.MAPPER.createArrayNode();
    replies.forEach(reply -> array.add(reply.toJson()));
    return array;
  }

  /** {@code url, outcome, http_status, status, served_sha256, …}; unknown values are null. */
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
