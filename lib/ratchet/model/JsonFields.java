package ratchet.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Typed access to the fields of one JSON object. Each method returns a valid value or throws the
 * exception that {@link Failure} makes, which names the path of the field and the problem. Fields
 * are required unless a method states a default; null counts as missing.
 */
public final class JsonFields {
  private static final int LONGEST_SHOWN = 40;

  /** Makes the exception for a problem in one kind of document. */
  @FunctionalInterface
  public interface Failure {
    /**
     * @param path path of the field, e.g. {@code models.10m.weights[3]}; empty for the whole
     *     document
     * @param problem e.g. {@code is missing}
     */
    InputException of(String path, String problem);
  }

  private final JsonNode node;
  private final String path;
  private final Failure failure;
  private final Set<String> known = new LinkedHashSet<>();

  /** Reads the top-level object of a document; throws when it is not an object. */
  public JsonFields(JsonNode document, Failure failure) {
    this(document, "", failure);
  }

  private JsonFields(JsonNode node, String path, Failure failure) {
    this.node = node;
    this.path = path;
    this.failure = failure;
    if (!node.isObject()) {
      throw wrong("is not a JSON object");
    }
  }

  /** Whether the field exists and is not null. */
  public boolean has(String field) {
    known.add(field);
    return node.hasNonNull(field);
  }

  /** Whether the field exists; it may be null. */
  public boolean isGiven(String field) {
    known.add(field);
    return node.has(field);
  }

  /** Field names in the order of the document. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A nested object. */
  public JsonFields object(String field) {
    return new JsonFields(required(field), pathOf(field), failure);
  }

  /** The objects of an array with at least one element. */
  public List<JsonFields> objects(String field) {
    List<JsonNode> items = items(field, true);
    List<JsonFields> objects = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      objects.add(new JsonFields(items.get(i), pathOf(field) + "[" + i + "]", failure));
    }
    return objects;
  }

  /** A text; it may be empty. */
  public String text(String field) {
    return text(field, required(field));
  }

  /** A text that is not blank. */
  public String nonBlankText(String field) {
    JsonNode value = required(field);
    String text = text(field, value);
    if (text.isBlank()) {
      throw wrong(field, "is not a text", value);
    }
    return text;
  }

  /** An array of texts; it may be empty. */
  public List<String> texts(String field) {
    return items(field, false).stream().map(item -> text(field, item)).toList();
  }

  /** The texts of an array with at least one element; none is blank. */
  public List<String> nonBlankTexts(String field) {
    for (JsonNode item : items(field, true)) {
      if (text(field, item).isBlank()) {
        throw wrong(field, "is not a text", item);
      }
    }
    return texts(field);
  }

  /** A finite number. */
  public double number(String field) {
    return number(required(field), pathOf(field));
  }

  /** A finite number, at least 0. */
  public double size(String field) {
    double value = number(field);
    if (value < 0) {
      throw wrong(field, "is negative (" + value + ")");
    }
    return value;
  }

  /** A number from 0 to 1. */
  public double share(String field) {
    double value = size(field);
    if (value > 1) {
      throw wrong(field, "is above 1 (" + value + ")");
    }
    return value;
  }

  /** A whole number, at least 0. */
  public long count(String field) {
    double number = number(field);
    if (number < 0 || number != Math.rint(number) || number > Long.MAX_VALUE) {
      throw wrong(field, "is not a count", required(field));
    }
    return (long) number;
  }

  /** A whole number from {@code least} to the largest {@code int}. */
  public int count(String field, int least) {
    double number = number(field);
    if (number != Math.rint(number) || number < least || number > Integer.MAX_VALUE) {
      throw wrong(field, "is not a whole number from " + least, required(field));
    }
    return (int) number;
  }

  /** A boolean; false when the field is missing. */
  public boolean flag(String field) {
    if (!isGiven(field)) {
      return false;
    }
    JsonNode value = node.get(field);
    if (!value.isBoolean()) {
      throw wrong(field, "is neither true nor false", value);
    }
    return value.booleanValue();
  }

  /** An ISO-8601 UTC time, e.g. {@code 2026-01-31T12:00:00Z}. */
  public Instant instant(String field) {
    return parsed(
        field,
        text(field),
        Instant::parse,
        "is not an ISO-8601 UTC time like 2026-01-31T12:00:00Z");
  }

  /** An ISO-8601 duration of at least 0, e.g. {@code P14D} or {@code PT5M}. */
  public Duration duration(String field) {
    String text = nonBlankText(field);
    Duration duration =
        parsed(field, text, Duration::parse, "is not a duration like P14D or PT5M (" + text + ")");
    if (duration.isNegative()) {
      throw wrong(field, "is negative (" + text + ")");
    }
    return duration;
  }

  /** A constant of the enum, written in lower case. */
  public <E extends Enum<E>> E choice(String field, Class<E> choices) {
    String text = nonBlankText(field);
    List<String> names = new ArrayList<>();
    for (E choice : choices.getEnumConstants()) {
      String name = choice.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return choice;
      }
      names.add(name);
    }
    throw wrong(field, "is '" + text + "', not one of " + String.join(", ", names));
  }

  /** An array of finite numbers; it may be empty. */
  public List<Double> numbers(String field) {
    List<JsonNode> items = items(field, false);
    List<Double> numbers = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      numbers.add(number(items.get(i), pathOf(field) + "[" + i + "]"));
    }
    return numbers;
  }

  /** The members of an object of finite numbers, in document order; null members are left out. */
  public Map<String, Double> numberMap(String field) {
    JsonFields object = object(field);
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String name : object.names()) {
      if (object.has(name)) {
        numbers.put(name, object.number(name));
      }
    }
    return numbers;
  }

  /** The members of an object of whole numbers from 0, in document order. */
  public Map<String, Long> countMap(String field) {
    JsonFields object = object(field);
    Map<String, Long> counts = new LinkedHashMap<>();
    object.names().forEach(name -> counts.put(name, object.count(name)));
    return counts;
  }

  /**
   * Throws when the object has a field that is neither listed here nor was read before: an unknown
   * field is probably misspelt.
   */
  public void allowOnly(String... allowed) {
    known.addAll(Arrays.asList(allowed));
    allowOnlyRead();
  }

  /** Throws when the object has a field that no method has read so far. */
  public void allowOnlyRead() {
    names().stream()
        .sorted()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw wrong(name, "is unknown; known here are " + String.join(", ", known));
            });
  }

  /** The exception for a problem of one field; the caller throws it. */
  public InputException wrong(String field, String problem) {
    return failure.of(pathOf(field), problem);
  }

  /** The exception for a problem of the whole object; the caller throws it. */
  public InputException wrong(String problem) {
    return failure.of(path, problem);
  }

  private InputException wrong(String field, String problem, JsonNode value) {
    return wrong(field, problem + " (" + shown(value) + ")");
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
  }

  private <T> T parsed(String field, String text, Function<String, T> parser, String problem) {
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      throw wrong(field, problem);
    }
  }

  private String text(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw wrong(field, "is not a text", value);
    }
    return value.textValue();
  }

  private double number(JsonNode value, String at) {
    double number = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (!Double.isFinite(number)) {
      String problem = value.isNumber() ? "is not a finite number" : "is not a number";
      throw failure.of(at, problem + " (" + shown(value) + ")");
    }
    return number;
  }

  private List<JsonNode> items(String field, boolean some) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw wrong(field, "is not an array", value);
    }
    if (some && value.isEmpty()) {
      throw wrong(field, "is an empty array");
    }
    List<JsonNode> items = new ArrayList<>(value.size());
    value.forEach(items::add);
    return items;
  }

  private JsonNode required(String field) {
    if (!has(field)) {
      throw wrong(field, "is missing");
    }
    return node.get(field);
  }

  private String pathOf(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
