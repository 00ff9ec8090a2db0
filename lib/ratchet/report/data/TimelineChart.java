package ratchet.report.data;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import ratchet.health.TableActivity;
import ratchet.report.page.Axis;
import ratchet.report.page.Figure;
import ratchet.report.page.Plot;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;

/**
 * Rows per hour of one table, from its first hour with a row. If there are more hours than steps, a
 * step shows the mean of several hours; the unit is still rows per hour.
 *
 * @param id unique in the page
 */
public record TimelineChart(String id, TableActivity activity) {
  private static final double HEIGHT = 130;
  private static final int MOST_STEPS = 340;
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  public Tag figure() {
    List<Long> hours = activity.rowsPerHour();
    int first =
        IntStream.range(0, hours.size()).filter(i -> hours.get(i) > 0).findFirst().orElse(0);
    int width = (hours.size() - first + MOST_STEPS - 1) / MOST_STEPS;
    int steps = (hours.size() - first + width - 1) / width;
    double[] means = new double[steps];
    for (int step = 0; step < steps; step++) {
      int from = first + step * width;
      int to = Math.min(hours.size(), from + width);
      means[step] = hours.subList(from, to).stream().mapToLong(Long::longValue).average().orElse(0);
    }
    long fromMs = activity.from().toEpochMilli() + first * HOUR_MS;
    long toMs = activity.from().toEpochMilli() + hours.size() * HOUR_MS;
    double highest = IntStream.range(0, steps).mapToDouble(step -> means[step]).max().orElse(0);
    Plot plot = new Plot(Axis.times(fromMs, toMs), Axis.counts(highest), HEIGHT);
    plot.mark(area(plot, fromMs, toMs, width * HOUR_MS, means));
    long rows = hours.stream().mapToLong(Long::longValue).sum();
    return Figure.of(
        activity.table() + ", " + TextFormat.count(rows) + " rows",
        "rows per hour, UTC",
        plot.svg(
            id,
            "Rows per hour of " + activity.table(),
            rows == 0
                ? "No rows within these hours."
                : description(fromMs, toMs, width, highest, means)),
        List.of());
  }

  private static Tag area(Plot plot, long fromMs, long toMs, long stepMs, double[] means) {
    double[] xs = new double[2 * means.length + 2];
    double[] ys = new double[xs.length];
    xs[0] = fromMs;
    for (int step = 0; step < means.length; step++) {
      xs[2 * step + 1] = fromMs + step * stepMs;
      xs[2 * step + 2] = Math.min(toMs, fromMs + (step + 1) * stepMs);
      ys[2 * step + 1] = means[step];
      ys[2 * step + 2] = means[step];
    }
    xs[xs.length - 1] = toMs;
    return plot.path("train", xs, ys);
  }

  private static String description(
      long fromMs, long toMs, int width, double highest, double[] means) {
    int silent = (int) IntStream.range(0, means.length).filter(step -> means[step] == 0).count();
    return "From "
        + TextFormat.time(Instant.ofEpochMilli(fromMs))
        + " to "
        + TextFormat.time(Instant.ofEpochMilli(toMs))
        + (width == 1 ? ", hour by hour" : ", in steps of " + width + " hours")
        + ". At most "
        + TextFormat.number(highest)
        + " rows per hour; "
        + silent
        + " of "
        + means.length
        + " steps without a row.";
  }
}
