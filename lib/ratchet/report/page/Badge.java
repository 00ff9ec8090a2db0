package ratchet.report.page;

import java.util.Locale;

/** A verdict in a few words, with a colour that repeats it. */
public record Badge(Kind kind, String words) {
  /** The level of the verdict. */
  public enum Kind {
    OK("✓"),
    WARN("!"),
    BAD("✗"),
    PLAIN("");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    /** As classes and documents spell it. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Badge ok(String words) {
    return new Badge(Kind.OK, words);
  }

  public static Badge warn(String words) {
    return new Badge(Kind.WARN, words);
  }

  public static Badge bad(String words) {
    return new Badge(Kind.BAD, words);
  }

  public static Badge plain(String words) {
    return new Badge(Kind.PLAIN, words);
  }

  /** With its sign. */
  String text() {
    return kind.sign.isEmpty() ? words : kind.sign + " " + words;
  }

  public Tag tag() {
    return new Tag("span", "badge " + kind.id()).add(text());
  }
}
