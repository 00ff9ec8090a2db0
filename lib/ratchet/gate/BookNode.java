package ratchet.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import ratchet.model.InputException;

/** One object of a book of rules: typed access that names the path of whatever is wrong. */
final class BookNode {
  private final String source;
  private final String path;
  private final JsonNode node;

  /**
   * @param source the file's name, for messages
   * @param path of the node within it; empty for the whole
   */
  BookNode(String source, String path, JsonNode node) {
    this.source = source;
    this.path = path;
    this.node = node;
    if (!node.isObject()) {
      throw wrong("is not a JSON object");
    }
  }

  String source() {
    return source;
  }

  boolean has(String field) {
    return node.has(field);
  }

  Set<String> fields() {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A field that no rule reads is a misspelt condition, and must not be ignored. */
  void allowOnly(String... allowed) {
    Set<String> unknown = fields();
    Arrays.asList(allowed).forEach(unknown::remove);
    for (String field : unknown) {
      throw wrong(field, "is unknown; known here are " + String.join(", ", allowed));
    }
  }

  BookNode object(String field) {
    return new BookNode(source, pathOf(field), required(field));
  }

  List<BookNode> objects(String field) {
    JsonNode array = array(field);
    List<BookNode> objects = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      objects.add(new BookNode(source, pathOf(field) + "[" + i + "]", array.get(i)));
    }
    return objects;
  }

  String text(String field) {
    return text(field, required(field));
  }

  String text(String field, String otherwise) {
    return has(field) ? text(field) : otherwise;
  }

  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array(field)) {
      texts.add(text(field, item));
    }
    return texts;
  }

  double number(String field) {
    JsonNode value = required(field);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw wrong(field, "is not a finite number (" + value + ")");
    }
    return value.doubleValue();
  }

  int count(String field, int least) {
    double value = number(field);
    if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE) {
      throw wrong(field, "is not a whole number from " + least + " (" + node.get(field) + ")");
    }
    return (int) value;
  }

  boolean flag(String field) {
    if (!has(field)) {
      return false;
    }
    if (!node.get(field).isBoolean()) {
      throw wrong(field, "is neither true nor false (" + node.get(field) + ")");
    }
    return node.get(field).booleanValue();
  }

  /** At least 0, written like {@code P14D} or {@code PT5M}. */
  Duration duration(String field) {
    String text = text(field);
    try {
      Duration duration = Duration.parse(text);
      if (duration.isNegative()) {
        throw wrong(field, "is negative (" + text + ")");
      }
      return duration;
    } catch (DateTimeException e) {
      throw wrong(field, "is no duration like P14D or PT5M (" + text + ")");
    }
  }

  <E extends Enum<E>> E choice(String field, Class<E> choices) {
    String text = text(field);
    List<String> words = new ArrayList<>();
    for (E choice : choices.getEnumConstants()) {
      String word = choice.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return choice;
      }
      words.add(word);
    }
    throw wrong(field, "is '" + text + "', not one of " + String.join(", ", words));
  }

  InputException wrong(String field, String problem) {
    return failure(": " + pathOf(field) + ": " + problem);
  }

  InputException wrong(String problem) {
    return failure(path.isEmpty() ? " " + problem : ": " + path + ": " + problem);
  }

  private InputException failure(String found) {
    return new InputException(
        source + found, "fix the book of gates; promote --explain-gates --json prints a valid one");
  }

  private String text(String field, JsonNode value) {
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw wrong(field, "is not a text (" + value + ")");
    }
    return value.textValue();
  }

  private JsonNode array(String field) {
    JsonNode value = required(field);
    if (!value.isArray() || value.isEmpty()) {
      throw wrong(field, "is not an array with something in it");
    }
    return value;
  }

  private JsonNode required(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw wrong(field, "is missing");
    }
    return value;
  }

  private String pathOf(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }
}
