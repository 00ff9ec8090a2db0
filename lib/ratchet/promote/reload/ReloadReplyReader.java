package ratchet.promote.reload;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadHttp.ReloadExchange;

/**
 * Reads a runtime's reply, in each of the known forms: {@code {"status":"ok"}}, {@code
 * {"status":"ok","detail":{"status":"error"}}}, and with {@code models.<model>} and its {@code
 * sha256}, {@code created} and {@code epoch_seconds}.
 *
 * @param status the first status that is not ok, from the outermost object inwards; ok if all are
 * @param degraded the reason for which the version is served but degraded; empty when it is not
 * @param problem the reason for which the reply is not a confirmation; empty when it is one
 */
record ReloadReplyReader(
    Optional<String> status,
    Optional<String> servedSha256,
    OptionalLong servedEpochSeconds,
    Optional<String> problem,
    Optional<String> degraded) {
  private static final String OK = "ok";
  private static final int MAX_TEXT = 200;

  static ReloadReplyReader read(ModelName model, ReloadExchange.Answered answer) {
    JsonNode json;
    try {
      json = Json.read(answer.body());
    } catch (MalformedJsonException e) {
      return unreadable(answer, e.getMessage());
    }
    if (!answer.whole() || !json.isObject()) {
      return unreadable(answer, answer.whole() ? "is not a JSON object" : "is larger than 1 MiB");
    }
    JsonNode own = json.path("models").path(model.id());
    List<JsonNode> layers = List.of(json, json.path("detail"), own);
    Optional<String> status = status(layers);
    return new ReloadReplyReader(
        status,
        layers.stream().flatMap(layer -> text(layer, "sha256").stream()).findFirst(),
        layers.stream()
            .map(ReloadReplyReader::epoch)
            .filter(OptionalLong::isPresent)
            .findFirst()
            .orElse(OptionalLong.empty()),
        problem(answer.status(), json, status, reason(layers))
            .or(() -> notServed(model, json))
            .or(() -> refusesScores(own)),
        degraded(own));
  }

  private static ReloadReplyReader unreadable(ReloadExchange.Answered answer, String predicate) {
    String what =
        answer.status() == 200 ? "the reply " + clean(predicate) : "HTTP " + answer.status();
    return new ReloadReplyReader(
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.of(what),
        Optional.empty());
  }

  private static Optional<String> status(List<JsonNode> layers) {
    List<String> words =
        layers.stream()
            .flatMap(layer -> text(layer, "status").stream())
            .map(ReloadReplyReader::clean)
            .toList();
    return words.stream()
        .filter(word -> !word.equals(OK))
        .findFirst()
        .or(() -> words.stream().findFirst());
  }

  private static Optional<String> problem(
      int httpStatus, JsonNode json, Optional<String> status, Optional<String> reason) {
    String because = reason.map(text -> ": " + text).orElse("");
    if (httpStatus != 200) {
      return Optional.of("HTTP " + httpStatus + because);
    }
    if (text(json, "status").isEmpty()) {
      return Optional.of("the reply has no status");
    }
    return status.filter(word -> !word.equals(OK)).map(word -> "status " + word + because);
  }

  /** A runtime of this toolkit names every model that it serves; this one does not serve it. */
  private static Optional<String> notServed(ModelName model, JsonNode json) {
    JsonNode models = json.path("models");
    if (!models.isObject() || models.has(model.id())) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    models.fieldNames().forEachRemaining(names::add);
    return Optional.of(
        "this runtime does not serve "
            + model.id()
            + (names.isEmpty() ? "" : ", but " + clean(String.join(", ", names))));
  }

  /**
   * The version is loaded but too old for {@code serve --refuse-expired}, which gives no scores.
   */
  private static Optional<String> refusesScores(JsonNode own) {
    return own.path("scores_refused").booleanValue()
        ? Optional.of(
            "serves it, but answers no scores"
                + text(own, "warning").map(why -> " (" + clean(why) + ")").orElse(""))
        : Optional.empty();
  }

  /** An expired model is loaded, so its status is ok, but it is also degraded. */
  private static Optional<String> degraded(JsonNode own) {
    Optional<String> word = text(own, "model_status").filter(status -> !status.equals(OK));
    Optional<String> warning = text(own, "warning");
    return word.isEmpty() && warning.isEmpty()
        ? Optional.empty()
        : Optional.of(
            clean(
                ReloadReply.DEGRADED
                    + word.orElse(OK)
                    + warning.map(text -> ": " + text).orElse("")));
  }

  private static Optional<String> reason(List<JsonNode> layers) {
    return List.of("reason", "error", "message").stream()
        .flatMap(field -> layers.stream().flatMap(layer -> text(layer, field).stream()))
        .map(ReloadReplyReader::clean)
        .findFirst();
  }

  private static OptionalLong epoch(JsonNode layer) {
    JsonNode seconds = layer.path("epoch_seconds");
    if (seconds.isNumber()) {
      return OptionalLong.of(seconds.longValue());
    }
    Optional<String> created = text(layer, "created");
    try {
      return created.isPresent()
          ? OptionalLong.of(Instant.parse(created.get()).getEpochSecond())
          : OptionalLong.empty();
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private static Optional<String> text(JsonNode layer, String field) {
    return Optional.ofNullable(layer.path(field).textValue());
  }

  /** Text of a runtime is printed on a terminal and kept in one line of the ledger. */
  private static String clean(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
  }

  /** The header {@code Retry-After}: seconds, or a date (RFC 9110, section 10.2.3). */
  static final class ReloadRetryAfter {
    private ReloadRetryAfter() {}

    /** The time to wait from now; empty when the text is neither, zero for a date in the past. */
    static Optional<Duration> parse(String text, Instant now) {
      String value = text.strip();
      if (value.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      try {
        Instant until =
            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(now, until);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }
}
