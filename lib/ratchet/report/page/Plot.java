package ratchet.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The frame of a chart: two axes with their grid, and marks in their coordinates. Drawn as SVG in
 * the page itself, in the page's own colours.
 *
 * <p>Why not a charting library: one that draws pixels, or SVG with colours and fonts baked in,
 * cannot follow the reader's dark mode, says nothing to a screen reader, and starts AWT for what is
 * a handful of rectangles and lines here.
 */
public final class Plot {
  /**
   * Of the view box; the page scales it to the width there is, but never below this in pixels, so
   * that the smallest text is 11 pixels high on a phone.
   */
  static final double WIDTH = 320;

  private static final double TOP = 8;
  private static final double BOTTOM = 22;
  private static final double LEFT = 46;
  private static final double RIGHT = 12;
  private static final double LEAST_LABEL_DISTANCE = 42;

  private final Axis across;
  private final Axis up;
  private final double height;
  private final List<Tag> marks = new ArrayList<>();

  /**
   * @param across horizontal, rising to the right
   * @param up vertical, rising upward
   * @param height of the whole, in the units of {@link #WIDTH}
   */
  public Plot(Axis across, Axis up, double height) {
    this.across = across;
    this.up = up;
    this.height = height;
  }

  /** Value at the upper end. */
  public double highest() {
    return up.to();
  }

  double x(double value) {
    return LEFT + across.share(value) * (WIDTH - LEFT - RIGHT);
  }

  double y(double value) {
    return height - BOTTOM - up.share(value) * (height - TOP - BOTTOM);
  }

  /** Adds a mark on top of those that are there; {@code hint} shows when it is pointed at. */
  public Plot mark(Tag mark, String hint) {
    marks.add(mark.add(new Tag("title").add(hint)));
    return this;
  }

  public Plot mark(Tag mark) {
    marks.add(mark);
    return this;
  }

  /** A box between two values in each direction, at least a hair wide and high. */
  public Tag box(String classes, double fromX, double toX, double fromY, double toY) {
    double left = x(fromX);
    double top = y(toY);
    return new Tag("rect", classes)
        .set("x", left)
        .set("y", top)
        .set("width", Math.max(0.5, x(toX) - left))
        .set("height", Math.max(0, y(fromY) - top));
  }

  public Tag line(String classes, double fromX, double fromY, double toX, double toY) {
    return new Tag("line", classes)
        .set("x1", x(fromX))
        .set("y1", y(fromY))
        .set("x2", x(toX))
        .set("y2", y(toY));
  }

  public Tag dot(String classes, double atX, double atY) {
    return new Tag("circle", classes).set("cx", x(atX)).set("cy", y(atY)).set("r", 3);
  }

  /** A line through points; where one is no number the line is broken. */
  public Tag path(String classes, double[] xs, double[] ys) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (int i = 0; i < xs.length; i++) {
      boolean known = Double.isFinite(ys[i]);
      if (known) {
        path.append(pen ? 'L' : 'M').append(TextFormat.coordinate(x(xs[i]))).append(' ');
        path.append(TextFormat.coordinate(y(ys[i])));
      }
      pen = known;
    }
    return new Tag("path", classes).set("d", path.toString());
  }

  /**
   * @param id unique in the page
   * @param title what is shown
   * @param description what can be seen, for those who cannot see it
   */
  public Tag svg(String id, String title, String description) {
    Tag svg = picture(id, title, description, WIDTH, height);
    grid(svg);
    marks.forEach(svg::add);
    return svg;
  }

  /** An empty picture with its name and its description. */
  public static Tag picture(
      String id, String title, String description, double width, double height) {
    return new Tag("svg")
        .set("viewBox", "0 0 " + TextFormat.coordinate(width) + " " + TextFormat.coordinate(height))
        .set("role", "img")
        .set("aria-labelledby", id + "-title")
        .set("aria-describedby", id + "-desc")
        .add(new Tag("title").set("id", id + "-title").add(title))
        .add(new Tag("desc").set("id", id + "-desc").add(description));
  }

  private void grid(Tag svg) {
    for (Axis.Tick tick : up.ticks()) {
      svg.add(line("grid", across.from(), tick.at(), across.to(), tick.at()));
      svg.add(label("end", LEFT - 6, y(tick.at()) + 4, tick.label()));
    }
    below(svg, across, this::x, WIDTH, height - 6);
    svg.add(line("base", across.from(), up.from(), across.to(), up.from()));
  }

  /** Labels of an axis below a chart; where they would touch, the later one is left out. */
  static void below(Tag svg, Axis axis, DoubleUnaryOperator x, double width, double y) {
    double free = Double.NEGATIVE_INFINITY;
    for (Axis.Tick tick : axis.ticks()) {
      double at = Math.max(18, Math.min(x.applyAsDouble(tick.at()), width - RIGHT - 6));
      if (at >= free) {
        svg.add(label("middle", at, y, tick.label()));
        free = at + LEAST_LABEL_DISTANCE;
      }
    }
  }

  public static Tag label(String anchor, double x, double y, String text) {
    return new Tag("text").set("text-anchor", anchor).set("x", x).set("y", y).add(text);
  }
}
