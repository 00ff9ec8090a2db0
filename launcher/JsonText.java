package launcher;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON parser for the launcher, which has no libraries: objects become maps, arrays become lists,
 * strings become strings, and all other values stay text.
 */
final class JsonText {
  private final String text;
  private int at;

  private JsonText(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    JsonText json = new JsonText(text);
    Object value = json.value();
    json.space();
    if (json.at < text.length()) {
      throw json.wrong();
    }
    return value;
  }

  private Object value() {
    space();
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> fields = new LinkedHashMap<>();
    take('{');
    while (!ends('}', fields.isEmpty())) {
      String name = string();
      take(':');
      fields.put(name, value());
    }
    return fields;
  }

  private List<Object> array() {
    List<Object> items = new ArrayList<>();
    take('[');
    while (!ends(']', items.isEmpty())) {
      items.add(value());
    }
    return items;
  }

  /** Reads the end of an object or array, or the comma before the next item. */
  private boolean ends(char end, boolean empty) {
    space();
    if (peek() == end) {
      at++;
      return true;
    }
    if (!empty) {
      take(',');
      space();
    }
    return false;
  }

  private String string() {
    take('"');
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      char next = text.charAt(at++);
      value.append(next == '\\' ? escaped() : next);
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    char letter = peek();
    at++;
    return switch (letter) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        try {
          yield (char) HexFormat.fromHexDigits(text, at - 4, at);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          throw wrong();
        }
      }
      default -> letter;
    };
  }

  private String word() {
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))
        || at < text.length() && "+-.".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == start) {
      throw wrong();
    }
    return text.substring(start, at);
  }

  private void take(char expected) {
    space();
    if (peek() != expected) {
      throw wrong();
    }
    at++;
  }

  private char peek() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at);
  }

  private void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private Failure wrong() {
    long line = text.substring(0, Math.min(at, text.length())).lines().count();
    return new Failure(
        4, "jbang-catalog.json: not JSON at line " + line, "compare it with git diff");
  }
}
