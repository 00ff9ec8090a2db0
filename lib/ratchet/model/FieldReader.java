package ratchet.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Typed access to a JSON object that names the path of whatever is wrong. */
final class FieldReader {
  private final JsonNode node;
  private final String path;

  FieldReader(JsonNode node, String path) {
    if (!node.isObject()) {
      String problem = "is not a JSON object";
      throw path.isEmpty()
          ? ModelFormatException.ofWholeFile(problem)
          : new ModelFormatException(path, problem);
    }
    this.node = node;
    this.path = path;
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  FieldReader object(String field) {
    return new FieldReader(required(field), pathOf(field));
  }

  /** Field names in the order of the file. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  String text(String field) {
    JsonNode value = required(field);
    if (!value.isTextual()) {
      throw wrong(field, "is not a text", value);
    }
    return value.textValue();
  }

  double number(String field) {
    return number(required(field), pathOf(field));
  }

  long count(String field) {
    JsonNode value = required(field);
    double number = number(value, pathOf(field));
    if (number < 0 || number != Math.rint(number) || number > Long.MAX_VALUE) {
      throw wrong(field, "is not a count", value);
    }
    return (long) number;
  }

  Instant instant(String field) {
    String text = text(field);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(field, "is not an ISO-8601 UTC time like 2026-01-31T12:00:00Z", required(field));
    }
  }

  List<Double> numbers(String field) {
    JsonNode array = array(field);
    List<Double> numbers = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      numbers.add(number(array.get(i), pathOf(field) + "[" + i + "]"));
    }
    return numbers;
  }

  List<String> texts(String field) {
    JsonNode array = array(field);
    List<String> texts = new ArrayList<>(array.size());
    for (JsonNode item : array) {
      if (!item.isTextual()) {
        throw wrong(field, "holds something that is not a text", item);
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  /** Every member of an object of numbers; a null member counts as absent. */
  Map<String, Double> numberMap(String field) {
    FieldReader object = object(field);
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String name : object.names()) {
      if (object.has(name)) {
        numbers.put(name, object.number(name));
      }
    }
    return numbers;
  }

  Map<String, Long> countMap(String field) {
    FieldReader object = object(field);
    Map<String, Long> counts = new LinkedHashMap<>();
    object.names().forEach(name -> counts.put(name, object.count(name)));
    return counts;
  }

  private JsonNode array(String field) {
    JsonNode value = required(field);
    if (!value.isArray()) {
      throw wrong(field, "is not an array", value);
    }
    return value;
  }

  private JsonNode required(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw new ModelFormatException(pathOf(field), "is missing");
    }
    return value;
  }

  private static double number(JsonNode value, String path) {
    if (!value.isNumber()) {
      throw wrongAt(path, "is not a number", value);
    }
    double number = value.doubleValue();
    if (!Double.isFinite(number)) {
      throw wrongAt(path, "is not a finite number", value);
    }
    return number;
  }

  private ModelFormatException wrong(String field, String problem, JsonNode value) {
    return wrongAt(pathOf(field), problem, value);
  }

  private static ModelFormatException wrongAt(String path, String problem, JsonNode value) {
    String shown = value.toString();
    return new ModelFormatException(
        path, problem + " (" + (shown.length() > 40 ? shown.substring(0, 40) + "…" : shown) + ")");
  }

  private String pathOf(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
