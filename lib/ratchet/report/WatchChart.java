package ratchet.report;

import java.util.List;
import ratchet.report.page.Axis;
import ratchet.report.page.Figure;
import ratchet.report.page.Plot;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;
import ratchet.statistics.comparison.SequentialLook;
import ratchet.watch.WatchComparison;
import ratchet.watch.WatchCourse;

/**
 * The interval of the difference after a growing number of outcomes, with zero and the margin: the
 * version is worse once the whole interval is above zero, and confirmed once it is below the
 * margin.
 *
 * @param id unique in the page
 */
record WatchChart(String id, String title, WatchCourse course) {
  private static final double HEIGHT = 190;

  static final List<Figure.Key> KEYS =
      List.of(
          new Figure.Key("train line", "difference of losses"),
          new Figure.Key("production line", "its interval"),
          new Figure.Key("mark", "the margin"));

  Tag figure() {
    List<SequentialLook> looks =
        course.looks().stream().filter(SequentialLook::conclusive).toList();
    WatchComparison shown = course.shown();
    Axis outcomes = Axis.counts(shown.look().outcomes());
    Axis difference = difference(looks, shown.margin());
    Plot plot = new Plot(outcomes, difference, HEIGHT);
    double[] xs = looks.stream().mapToDouble(SequentialLook::outcomes).toArray();
    plot.mark(plot.line("base", outcomes.from(), 0, outcomes.to(), 0));
    plot.mark(
        plot.line("mark", outcomes.from(), shown.margin(), outcomes.to(), shown.margin()),
        "margin " + TextFormat.number(shown.margin()));
    plot.mark(plot.path("production line outline", xs, within(difference, looks, true)));
    plot.mark(plot.path("production line outline", xs, within(difference, looks, false)));
    plot.mark(
        plot.path(
            "train line", xs, looks.stream().mapToDouble(SequentialLook::estimate).toArray()));
    return Figure.of(
        title + ", " + shown.metric(),
        "difference of losses (0 to 1) by number of outcomes",
        plot.svg(id, title + ": interval of the difference by number of outcomes", description()),
        List.of());
  }

  /** The scale is taken from the second half of the looks, because the first intervals are wide. */
  private static Axis difference(List<SequentialLook> looks, double margin) {
    double low = 0;
    double high = margin;
    for (SequentialLook look : looks.subList(looks.size() / 2, looks.size())) {
      low = Math.min(low, look.lower());
      high = Math.max(high, look.upper());
    }
    for (SequentialLook look : looks) {
      low = Math.min(low, look.estimate());
      high = Math.max(high, look.estimate());
    }
    double room = (high - low) / 10;
    return Axis.numbers(low - room, high + room);
  }

  private static double[] within(Axis axis, List<SequentialLook> looks, boolean upper) {
    return looks.stream()
        .mapToDouble(look -> upper ? look.upper() : look.lower())
        .map(end -> end < axis.from() || end > axis.to() ? Double.NaN : end)
        .toArray();
  }

  private String description() {
    SequentialLook last = course.shown().look();
    return "After "
        + TextFormat.count(last.outcomes())
        + (last.conclusive()
            ? " outcomes the difference is "
                + TextFormat.number(last.estimate())
                + ", between "
                + TextFormat.number(last.lower())
                + " and "
                + TextFormat.number(last.upper())
                + "; up to "
                + TextFormat.number(course.shown().margin())
                + " is acceptable."
            : " outcomes there are too few mints and hours to draw an interval.");
  }
}
