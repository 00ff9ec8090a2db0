package ratchet.promote.reload;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;

/**
 * A runtime's reply, in each of the forms seen in the field: {@code {"status":"ok"}}, {@code
 * {"status":"ok","detail":{"status":"error"}}}, and with {@code models.<model>} and its {@code
 * sha256}, {@code created} and {@code epoch_seconds}.
 *
 * @param status the word that counts: the first that is not ok, from the outside in
 * @param problem why it is no confirmation, whatever is served; empty when it says ok
 */
record ReloadReplyReader(
    Optional<String> status,
    Optional<String> servedSha256,
    OptionalLong servedEpochSeconds,
    Optional<String> problem) {
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
        problem(answer.status(), json, status, reason(layers)));
  }

  private static ReloadReplyReader unreadable(ReloadExchange.Answered answer, String predicate) {
    String what =
        answer.status() == 200 ? "the reply " + clean(predicate) : "HTTP " + answer.status();
    return new ReloadReplyReader(
        Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.of(what));
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

  /** A stranger's text goes to a terminal and into one line of the ledger. */
  private static String clean(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= MAX_TEXT ? line : line.substring(0, MAX_TEXT) + "…";
  }
}
