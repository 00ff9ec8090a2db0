package ratchet.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.layout.Sources;

/**
 * The fields that docs/json.md lists. Tests that read a command's document give it to {@link
 * #check}, so that a field without a row fails the test that first saw it.
 *
 * <p>A row names a field by its path: {@code models[].gates[].name}. {@code *} stands for one name
 * that the data give, a type in italics for a shape of its own.
 */
public final class JsonReference {
  private static final Pattern SECTION = Pattern.compile("## (.+)");
  private static final Pattern COMMAND = Pattern.compile("`([a-z_]+)`");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([a-z, *]+) \\| .*\\|");
  private static final Pattern LIKE = Pattern.compile("^The fields of one \\*([a-z]+)\\*");
  private static final String EVERY = "every document";
  private static final Map<String, Map<String, String>> SECTIONS = read();

  private JsonReference() {}

  /** Commands that have a section. */
  public static Set<String> commands() {
    Set<String> commands = new TreeSet<>(SECTIONS.keySet());
    commands.remove(EVERY);
    return commands;
  }

  /**
   * Fails where the document has a field that its command's section does not list, or one of
   * another type.
   *
   * @return the document
   */
  public static JsonNode check(JsonNode document) {
    String command = document.path("command").asText();
    Map<String, String> rows = new LinkedHashMap<>(SECTIONS.get(EVERY));
    rows.putAll(SECTIONS.getOrDefault(command, Map.of()));
    Set<String> faults = new LinkedHashSet<>();
    walk("", document, rows, command, faults);
    assertThat(faults).as("fields of %s that docs/json.md does not describe", command).isEmpty();
    return document;
  }

  /**
   * @param path of the object, with a dot at its end where it is not the document itself
   */
  private static void walk(
      String path, JsonNode object, Map<String, String> rows, String where, Set<String> faults) {
    for (var field : object.properties()) {
      String name = path + field.getKey();
      String type = documented(name, rows);
      JsonNode value = field.getValue();
      if (type == null) {
        faults.add(where + ": " + name + " (" + type(value) + ")");
      } else if (!value.isNull() && !type.equals("any")) {
        value(name, value, type, rows, where, faults);
      }
    }
  }

  private static void value(
      String name,
      JsonNode value,
      String type,
      Map<String, String> rows,
      String where,
      Set<String> faults) {
    if (type.startsWith("*")) {
      String shape = type.substring(1, type.lastIndexOf('*'));
      if (value.isArray() != type.endsWith(" list")) {
        faults.add(where + ": " + name + " is " + type(value) + ", documented as " + type);
      }
      elements(value).forEach(each -> walk("", each, SECTIONS.get(shape), shape, faults));
    } else if (!Set.of(type.split(", ")).contains(type(value))) {
      faults.add(where + ": " + name + " is " + type(value) + ", documented as " + type);
    } else if (value.isArray()) {
      elements(value).forEach(each -> walk(name + "[].", each, rows, where, faults));
    } else {
      walk(name + ".", value, rows, where, faults);
    }
  }

  private static Iterable<JsonNode> elements(JsonNode value) {
    return value.isArray() ? value : List.of(value);
  }

  /** The type of the row for the name itself, else of the first row with {@code *} that fits. */
  private static String documented(String name, Map<String, String> rows) {
    if (rows.containsKey(name)) {
      return rows.get(name);
    }
    for (var row : rows.entrySet()) {
      if (row.getKey().contains("*") && fits(row.getKey().split("\\."), name.split("\\."))) {
        return row.getValue();
      }
    }
    return null;
  }

  private static boolean fits(String[] row, String[] name) {
    boolean same = row.length == name.length;
    for (int i = 0; same && i < row.length; i++) {
      same = row[i].equals("*") || row[i].equals(name[i]);
    }
    return same;
  }

  private static String type(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT -> "object";
      case BOOLEAN -> "boolean";
      case NUMBER -> "number";
      case STRING -> "text";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException(node.toString());
    };
  }

  private static Map<String, Map<String, String>> read() {
    Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    Map<String, String> shapes = new LinkedHashMap<>();
    Set<String> current = new TreeSet<>();
    for (String line : lines()) {
      Matcher section = SECTION.matcher(line);
      Matcher row = ROW.matcher(line);
      Matcher like = LIKE.matcher(line);
      if (like.find()) {
        String shape = like.group(1);
        current.forEach(name -> shapes.put(name, shape));
      }
      if (section.matches()) {
        current = named(section.group(1));
        current.forEach(name -> sections.computeIfAbsent(name, n -> new LinkedHashMap<>()));
      } else if (row.matches()) {
        current.forEach(name -> sections.get(name).put(row.group(1), row.group(2)));
      }
    }
    shapes.forEach((name, shape) -> sections.get(name).putAll(sections.get(shape)));
    return sections;
  }

  private static Set<String> named(String heading) {
    Set<String> commands = new TreeSet<>();
    if (heading.equals("Every document")) {
      commands.add(EVERY);
    }
    if (heading.startsWith("Shape: *")) {
      commands.add(heading.substring(8, heading.length() - 1));
    }
    Matcher command = COMMAND.matcher(heading);
    while (command.find()) {
      commands.add(command.group(1));
    }
    return commands;
  }

  private static Iterable<String> lines() {
    try {
      return Files.readAllLines(Sources.root().resolve("docs/json.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
