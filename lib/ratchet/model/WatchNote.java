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
 * The file {@code <alias>.watch}: the result of the last comparison by {@code watch}, about the
 * version that was live then. A runtime shows it beside that version, and needs no database for it.
 * The file is for display only; decisions are in the ledger.
 *
 * @param sha256 digest of the watched version
 * @param at time of the comparison
 * @param state the state in the words of {@code watch}, e.g. {@code on_probation}
 * @param detail the state as a sentence for the operator
 * @param outcomes number of outcomes since the promotion; 0 when nothing was compared
 * @param metric name of the compared metric; empty, like the numbers below, when nothing was
 *     compared
 * @param difference mean loss of the live version minus that of its predecessor; a loss is from 0
 *     to 1
 * @param lower lower end of the interval of the difference
 * @param upper upper end of the interval of the difference
 * @param margin the largest difference that is acceptable
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

  /** Size limit of the file in bytes. */
  public static final int MAX_BYTES = 8192;

  private static final int MOST_CHARACTERS = 1000;

  /** The path of the note: in the alias's folder. */
  public static Path fileOf(Path alias) {
    return alias.resolveSibling(alias.getFileName() + SUFFIX);
  }

  /** The content of the file as a JSON object. */
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

  /** The content of the file: one line of JSON. */
  public byte[] toBytes() {
    return (Json.line(toJson()) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the content of the file; long texts are cut.
   *
   * @throws MalformedJsonException when the content is not what {@link #toBytes} writes
   */
  public static WatchNote read(byte[] content) {
    JsonNode json = Json.read(content);
    String sha256 = json.path("sha256").asText();
    String state = json.path("state").asText();
    if (!sha256.matches("[0-9a-f]{64}") || !state.matches("[a-z_]{1,40}")) {
      throw new MalformedJsonException("has no valid sha256 or no valid state");
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
      throw new MalformedJsonException("has no valid time in at");
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
