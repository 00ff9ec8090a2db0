package ratchet.report;

/** A table with a caption, in a frame of its own that scrolls where the page is narrow. */
final class Table {
  private final String id;
  private final int columns;
  private final Tag caption;
  private final Tag head = new Tag("tr");
  private final Tag body = new Tag("tbody");

  /**
   * @param id unique in the page
   * @param headings of the columns; one that ends in {@code #} is of numbers
   */
  Table(String id, String caption, String... headings) {
    this.id = id;
    this.caption = new Tag("caption").set("id", id).add(caption);
    this.columns = headings.length;
    for (String heading : headings) {
      boolean numbers = heading.endsWith("#");
      Tag cell = numbers ? new Tag("th", "number") : new Tag("th");
      cell.set("scope", "col").add(numbers ? heading.substring(0, heading.length() - 1) : heading);
      head.add(cell);
    }
  }

  /** Begins a row; its first cell names it. */
  Row row(String name) {
    return new Row(new Tag("th").set("scope", "row").add(name));
  }

  /** A row in the making. */
  final class Row {
    private final Tag row = new Tag("tr");

    private Row(Tag first) {
      row.add(first);
    }

    Row text(String text) {
      row.add(new Tag("td").add(text));
      return this;
    }

    /** Text that may be long, and wraps. */
    Row words(String text) {
      row.add(new Tag("td", "words").add(text));
      return this;
    }

    Row code(String text) {
      row.add(new Tag("td").add(new Tag("code").add(text)));
      return this;
    }

    Row number(String figure) {
      row.add(new Tag("td", "number").add(figure));
      return this;
    }

    Row badge(Badge badge) {
      row.add(new Tag("td").add(badge.tag()));
      return this;
    }

    void end() {
      body.add(row);
    }
  }

  boolean isEmpty() {
    return body.isEmpty();
  }

  /** Reachable by keyboard, so that it can be scrolled without a pointer. */
  Tag tag() {
    return new Tag("div", columns > 4 ? "scroll many" : "scroll")
        .set("role", "region")
        .set("aria-labelledby", id)
        .set("tabindex", "0")
        .add(new Tag("table").add(caption).add(new Tag("thead").add(head)).add(body));
  }
}
