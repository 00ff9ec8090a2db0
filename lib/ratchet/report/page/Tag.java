package ratchet.report.page;

import java.util.List;
import java.util.regex.Pattern;

/**
 * An element of a page, of HTML or SVG, that grows by what is added to it. Whatever is said in it,
 * as text or as the value of an attribute, is escaped; there is no way to add markup but through
 * another {@code Tag}. Not thread-safe.
 */
public final class Tag {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

  private final String name;
  private final StringBuilder attributes = new StringBuilder();
  private final StringBuilder content = new StringBuilder();

  /**
   * @param name of the element; always our own word
   */
  public Tag(String name) {
    this.name = checked(name);
  }

  /** The same with its one class or several, separated by spaces. */
  public Tag(String name, String classes) {
    this(name);
    set("class", classes);
  }

  private static String checked(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of an element or attribute: " + name);
    }
    return name;
  }

  public Tag set(String attribute, String value) {
    attributes.append(' ').append(checked(attribute)).append("=\"").append(escaped(value));
    attributes.append('"');
    return this;
  }

  /** A length or coordinate, to a hundredth of a pixel. */
  public Tag set(String attribute, double value) {
    return set(attribute, TextFormat.coordinate(value));
  }

  public Tag add(String text) {
    content.append(escaped(text));
    return this;
  }

  /** What the child is now; what it becomes later is not seen. */
  public Tag add(Tag child) {
    child.appendTo(content);
    return this;
  }

  public Tag add(List<Tag> children) {
    children.forEach(this::add);
    return this;
  }

  boolean isEmpty() {
    return content.isEmpty();
  }

  private void appendTo(StringBuilder to) {
    to.append('<').append(name).append(attributes).append('>');
    to.append(content).append("</").append(name).append('>');
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendTo(text);
    return text.toString();
  }

  /** Also for the skeleton's placeholders; characters that no page may hold become U+FFFD. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isAllowed(int character) {
    return character >= 0x20 && !(character >= 0x7F && character < 0xA0)
        ? !(character >= 0xD800 && character < 0xE000) && (character & 0xFFFE) != 0xFFFE
        : character == '\n' || character == '\t';
  }
}
