package ratchet.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The file {@code <alias>.watch}: what the last look of {@code watch} says of the version that was
 * live then. A runtime shows it beside that version and needs no database for it. Nothing is
 * decided by it; the ledger keeps what was decided.
 *
 * @param sha256 the version that was watched
 * @param at when it was looked at
 * @param state as {@code watch} spells it, e.g. {@code on_probation}
 * @param detail a sentence for people
 * @param outcomes since the promotion; 0 where nothing was compared
 * @param metric empty where nothing was compared, and so are the numbers
 * @param difference mean loss of the live version less that of its predecessor, 0 to 1
 * @param lower end of its interval
 * @param upper end of its interval
 * @param margin how much worse is acceptable
 */
public record WatchNote(
    String sha256,
    Instant at,
    String state,
    String detail,
    long outcomes,
    Optional<String> metric,
    OptionalDouble difference,
    OptionalDouble lower,
    OptionalDouble upper,
    OptionalDouble margin) {
  public static final String SUFFIX = ".watch";

  /** No more is read of it. */
  public static final int MAX_BYTES = 8192;

  private static final int MOST_CHARACTERS = 1000;

  /** Where it lies, beside the alias. */
  public static Path fileOf(Path alias) {
    return alias.resolveSibling(alias.getFileName() + SUFFIX);
  }

  /** The object that the file holds. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("sha256", sha256);
    json.put("at", at.toString());
    json.put("state", state);
    json.put("detail", detail);
    json.put("outcomes", outcomes);
    json.put("metric", metric.orElse(null));
    put(json, "difference", difference);
    put(json, "lower", lower);
    put(json, "upper", upper);
    put(json, "margin", margin);
    return json;
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    json.put(name, value.isPresent() ? value.getAsDouble() : null);
  }

  public byte[] toBytes() {
    return (Json.line(toJson()) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws MalformedJsonException for anything that {@link #toBytes} does not write
   */
  public static WatchNote read(byte[] content) {
    JsonNode json = Json.read(content);
    String sha256 = json.path("sha256").asText();
    String state = json.path("state").asText();
    if (!sha256.matches("[0-9a-f]{64}") || !state.matches("[a-z_]{1,40}")) {
      throw new MalformedJsonException("names no version in sha256 or no state");
    }
    try {
      return new WatchNote(
          sha256,
          Instant.parse(json.path("at").asText()),
          state,
          shortened(json.path("detail").asText()),
          Math.max(0, json.path("outcomes").longValue()),
          Optional.ofNullable(json.path("metric").textValue()).map(WatchNote::shortened),
          number(json, "difference"),
          number(json, "lower"),
          number(json, "upper"),
          number(json, "margin"));
    } catch (DateTimeException e) {
      throw new MalformedJsonException("has no time in at");
    }
  }

  private static String shortened(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
  }

  private static OptionalDouble number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
  }
}
