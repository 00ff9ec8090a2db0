package ratchet.report.page;

/** A table with a caption, in a frame of its own that scrolls where the page is narrow. */
public final class Table {
  private final String id;
  private final int columns;
  private final Tag caption;
  private final Tag head = new Tag("tr");
  private final Tag body = new Tag("tbody");

  /**
   * @param id unique in the page
   * @param headings of the columns; one that ends in {@code #} is of numbers
   */
  public Table(String id, String caption, String... headings) {
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
  public Row row(String name) {
    return new Row(new Tag("th").set("scope", "row").add(name));
  }

  /** A row in the making. */
  public final class Row {
    private final Tag row = new Tag("tr");

    private Row(Tag first) {
      row.add(first);
    }

    public Row text(String text) {
      row.add(new Tag("td").add(text));
      return this;
    }

    /** Text that may be long, and wraps. */
    public Row words(String text) {
      row.add(new Tag("td", "words").add(text));
      return this;
    }

    public Row code(String text) {
      row.add(new Tag("td").add(new Tag("code").add(text)));
      return this;
    }

    public Row number(String figure) {
      row.add(new Tag("td", "number").add(figure));
      return this;
    }

    public Row badge(Badge badge) {
      row.add(new Tag("td").add(badge.tag()));
      return this;
    }

    public void end() {
      body.add(row);
    }
  }

  boolean isEmpty() {
    return body.isEmpty();
  }

  /** Reachable by keyboard, so that it can be scrolled without a pointer. */
  public Tag tag() {
    return new Tag("div", columns > 4 ? "scroll many" : "scroll")
        .set("role", "region")
        .set("aria-labelledby", id)
        .set("tabindex", "0")
        .add(new Tag("table").add(caption).add(new Tag("thead").add(head)).add(body));
  }
}
