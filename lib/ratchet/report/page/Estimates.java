package ratchet.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Named values on one axis, a row each, with their intervals where they have one: metrics, weights,
 * differences. A row may have a value of each of two series, one above the other. Names are beside
 * their marks, or above them if one of the names is long.
 */
public final class Estimates {
  private static final double TOP = 4;
  private static final double ROW = 22;

  /** Of each further value: a line of text. */
  private static final double FURTHER = 13;

  /** Of a name above its marks. */
  private static final double NAME = 14;

  private static final double BOTTOM = 22;
  private static final double RIGHT = 58;
  private static final double CHARACTER = 7.2;
  private static final int LONGEST_BESIDE = 21;

  private final String id;
  private final String title;
  private final String measure;
  private final List<Row> rows = new ArrayList<>();
  private OptionalDouble reference = OptionalDouble.empty();
  private boolean bars;

  /**
   * A value of a row.
   *
   * @param series its class: {@code production} or {@code candidate}
   * @param limit the bound of the value, drawn as a mark; empty if there is none
   */
  public record Value(
      String series,
      double value,
      OptionalDouble lower,
      OptionalDouble upper,
      OptionalDouble limit) {
    public Value(String series, double value) {
      this(series, value, OptionalDouble.empty(), OptionalDouble.empty());
    }

    public Value(String series, double value, OptionalDouble lower, OptionalDouble upper) {
      this(series, value, lower, upper, OptionalDouble.empty());
    }

    String sentence() {
      return series
          + " "
          + TextFormat.number(value)
          + (lower.isPresent() && upper.isPresent()
              ? " (" + TextFormat.interval(lower.getAsDouble(), upper.getAsDouble()) + ")"
              : "");
    }

    DoubleStream all() {
      return DoubleStream.concat(
          DoubleStream.concat(DoubleStream.of(value), limit.stream()),
          DoubleStream.concat(lower.stream(), upper.stream()));
    }
  }

  private record Row(String name, List<Value> values) {}

  /**
   * @param id unique in the page
   * @param measure what the axis measures, with its unit; empty where the title says it
   */
  public Estimates(String id, String title, String measure) {
    this.id = id;
    this.title = title;
    this.measure = measure;
  }

  /** A row without values is left out. */
  public Estimates row(String name, List<Value> values) {
    if (!values.isEmpty()) {
      rows.add(new Row(name, List.copyOf(values)));
    }
    return this;
  }

  /** A line across all rows, which the axis reaches to. */
  public Estimates reference(double value) {
    reference = OptionalDouble.of(value);
    return this;
  }

  /** Draws each value as a bar from 0 instead of a dot. */
  public Estimates asBars() {
    bars = true;
    return reference(0);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  private int longest() {
    return rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
  }

  private boolean beside() {
    return longest() <= LONGEST_BESIDE;
  }

  /** Where the marks begin. */
  private double left() {
    return beside() ? 10 + longest() * CHARACTER : 6;
  }

  public Tag figure(List<Figure.Key> keys) {
    int most = rows.stream().mapToInt(row -> row.values.size()).max().orElse(1);
    double rowHeight = ROW + (most - 1) * FURTHER + (beside() ? 0 : NAME);
    double height = TOP + rows.size() * rowHeight + BOTTOM;
    Axis axis = axis();
    Tag svg = Plot.picture(id, title, description(), Plot.WIDTH, height);
    for (Axis.Tick tick : axis.ticks()) {
      svg.add(vertical("grid", axis, tick.at(), TOP, height - BOTTOM));
    }
    Plot.below(svg, axis, value -> x(axis, value), Plot.WIDTH - RIGHT + 24, height - 6);
    reference.ifPresent(at -> svg.add(vertical("base", axis, at, TOP, height - BOTTOM)));
    for (int i = 0; i < rows.size(); i++) {
      draw(svg, axis, rows.get(i), TOP + i * rowHeight, rowHeight);
    }
    return Figure.of(title, measure, svg, keys);
  }

  private void draw(Tag svg, Axis axis, Row row, double top, double rowHeight) {
    double marks = beside() ? top : top + NAME;
    svg.add(
        beside()
            ? Plot.label("end", left() - 7, top + rowHeight / 2 + 4, row.name).set("class", "name")
            : Plot.label("start", 0, top + NAME - 2, row.name).set("class", "name"));
    double each = (top + rowHeight - marks - 6) / row.values.size();
    for (int i = 0; i < row.values.size(); i++) {
      Value value = row.values.get(i);
      double middle = marks + 3 + each * (i + 0.5);
      Tag group = new Tag("g").add(new Tag("title").add(row.name + ": " + value.sentence()));
      value.limit.ifPresent(
          at -> group.add(vertical("mark", axis, at, middle - each / 2, middle + each / 2)));
      if (bars) {
        group.add(bar(axis, value, middle, Math.min(12, each - 1)));
      }
      if (value.lower.isPresent() && value.upper.isPresent()) {
        group.add(
            horizontal(
                value.series + " whisker",
                x(axis, value.lower.getAsDouble()),
                x(axis, value.upper.getAsDouble()),
                middle));
      }
      if (!bars) {
        group.add(
            new Tag("circle", value.series)
                .set("cx", x(axis, value.value))
                .set("cy", middle)
                .set("r", row.values.size() == 1 ? 4 : 3.2));
      }
      svg.add(group);
      svg.add(
          Plot.label("end", Plot.WIDTH - 2, middle + 4, TextFormat.number(value.value))
              .set("class", "value"));
    }
  }

  private Tag bar(Axis axis, Value value, double middle, double thick) {
    double zero = x(axis, 0);
    double end = x(axis, value.value);
    return new Tag("rect", value.series)
        .set("x", Math.min(zero, end))
        .set("width", Math.max(0.5, Math.abs(end - zero)))
        .set("y", middle - thick / 2)
        .set("height", thick);
  }

  private Axis axis() {
    double[] all =
        DoubleStream.concat(
                reference.stream(),
                rows.stream().flatMap(row -> row.values.stream()).flatMapToDouble(Value::all))
            .sorted()
            .toArray();
    double length = all[all.length - 1] - all[0];
    return Axis.numbers(all[0] - 0.02 * length, all[all.length - 1] + 0.02 * length);
  }

  private double x(Axis axis, double value) {
    return left() + axis.share(value) * (Plot.WIDTH - left() - RIGHT);
  }

  private Tag vertical(String classes, Axis axis, double at, double top, double bottom) {
    return new Tag("line", classes)
        .set("x1", x(axis, at))
        .set("x2", x(axis, at))
        .set("y1", top)
        .set("y2", bottom);
  }

  private static Tag horizontal(String classes, double from, double to, double y) {
    return new Tag("line", classes).set("x1", from).set("x2", to).set("y1", y).set("y2", y);
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append(row.name).append(": ");
      text.append(String.join(", ", row.values.stream().map(Value::sentence).toList()));
      text.append(". ");
    }
    return text.toString().strip();
  }
}
