package ratchet.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.ModelName;

/** Reads a line of the ledger as an event; unknown fields are ignored. */
final class LedgerEventReader {
  private LedgerEventReader() {}

  /**
   * @throws MalformedJsonException whose message continues the sentence after the number of the
   *     line, e.g. {@code has no event}
   */
  static LedgerEvent read(byte[] line) {
    JsonNode json = Json.read(line);
    if (!json.isObject()) {
      throw new MalformedJsonException("is not a JSON object");
    }
    return new LedgerEvent(
        time("at", required(json, "at")),
        kind(required(json, "event")),
        model(optional(json, "model")),
        optional(json, "from_sha256"),
        optional(json, "to_sha256"),
        optional(json, "reason"),
        optional(json, "user"),
        optional(json, "host"),
        optional(json, "command"),
        tree(json, "gates"),
        tree(json, "hooks"),
        tree(json, "reload"),
        tree(json, "details"),
        time("created", optional(json, "created")),
        optional(json, "session"),
        optional(json, "previous"));
  }

  private static Instant time(String field, String value) {
    try {
      return value == null ? null : Instant.parse(value);
    } catch (DateTimeException e) {
      throw new MalformedJsonException(
          "has " + field + " '" + value + "', which is not a time such as 2026-03-01T12:00:00Z");
    }
  }

  private static LedgerEvent.Kind kind(String value) {
    return Arrays.stream(LedgerEvent.Kind.values())
        .filter(kind -> kind.id().equals(value))
        .findFirst()
        .orElseThrow(
            () -> new MalformedJsonException("has the event '" + value + "', which is not known"));
  }

  private static ModelName model(String id) {
    return id == null
        ? null
        : ModelName.all().stream()
            .filter(name -> name.id().equals(id))
            .findFirst()
            .orElseThrow(
                () -> new MalformedJsonException("names the model '" + id + "', which is unknown"));
  }

  private static String required(JsonNode json, String field) {
    String value = optional(json, field);
    if (value == null) {
      throw new MalformedJsonException("has no " + field);
    }
    return value;
  }

  private static String optional(JsonNode json, String field) {
    JsonNode value = tree(json, field);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw new MalformedJsonException("has a " + field + " that is not text");
    }
    return value.textValue();
  }

  private static JsonNode tree(JsonNode json, String field) {
    JsonNode value = json.get(field);
    return value == null || value.isNull() ? null : value;
  }
}
