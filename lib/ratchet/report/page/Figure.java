package ratchet.report.page;

import java.util.List;

/** A chart with its caption, and what its colours mean. */
public final class Figure {
  private Figure() {}

  /**
   * An entry of a legend.
   *
   * @param classes as the marks have them
   */
  public record Key(String classes, String words) {}

  /**
   * @param measure what the axes measure, with units; empty where the caption says it
   */
  public static Tag of(String caption, String measure, Tag svg, List<Key> keys) {
    Tag text = new Tag("figcaption").add(new Tag("strong").add(caption));
    if (!measure.isEmpty()) {
      text.add(new Tag("span", "measure").add(measure));
    }
    keys.forEach(key -> text.add(tag(key)));
    return new Tag("figure").add(text).add(svg);
  }

  /** One legend for several charts. */
  public static Tag keys(List<Key> keys) {
    return new Tag("p", "keys").add(keys.stream().map(Figure::tag).toList());
  }

  private static Tag tag(Key key) {
    return new Tag("span", "key")
        .add(new Tag("i", key.classes()).set("aria-hidden", "true"))
        .add(key.words());
  }

  /** Charts side by side as far as there is room. */
  public static Tag grid(List<Tag> figures) {
    return new Tag("div", "figures").add(figures);
  }
}
