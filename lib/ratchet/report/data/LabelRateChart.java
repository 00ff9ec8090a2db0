package ratchet.report.data;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ratchet.health.summary.LabelRate;
import ratchet.report.page.Axis;
import ratchet.report.page.Figure;
import ratchet.report.page.Plot;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;
import ratchet.statistics.Interval;

/**
 * The share of label 1 over time, each step with its 95 % interval by mint: an apparent change may
 * be due to few rows or few mints.
 *
 * @param id unique in the page
 * @param holdoutFrom where the holdout begins, drawn as a line
 */
public record LabelRateChart(String id, LabelRate rate, Optional<Instant> holdoutFrom) {
  private static final double HEIGHT = 150;

  static final List<Figure.Key> KEYS =
      List.of(
          new Figure.Key("train line", "share of 1"),
          new Figure.Key("band", "95 % interval"),
          new Figure.Key("mark", "the holdout begins"));

  public Tag figure() {
    long fromMs = rate.from().toEpochMilli();
    long stepMs = rate.step().toMillis();
    int steps = rate.rows().size();
    Axis times = Axis.times(fromMs, fromMs + steps * stepMs);
    double[] xs = new double[steps];
    double[] ys = new double[steps];
    Interval[] intervals = new Interval[steps];
    double highest = 0;
    for (int step = 0; step < steps; step++) {
      xs[step] = fromMs + (step + 0.5) * stepMs;
      intervals[step] = rate.shares().get(step).orElse(null);
      // no rows: 0/0 is no number, and the line is broken there
      ys[step] = (double) rate.ones().get(step) / rate.rows().get(step);
      highest = Math.max(highest, Double.isNaN(ys[step]) ? 0 : ys[step]);
      highest = Math.max(highest, intervals[step] == null ? 0 : intervals[step].upper());
    }
    Plot plot = new Plot(times, Axis.shares(0, highest > 0 ? Math.min(1, highest) : 1), HEIGHT);
    for (int step = 0; step < steps; step++) {
      if (intervals[step] != null) {
        double from = fromMs + step * stepMs;
        plot.mark(
            plot.box("band", from, from + stepMs, intervals[step].lower(), intervals[step].upper()),
            hint(step, intervals[step]));
      }
    }
    plot.mark(plot.path("train line", xs, ys));
    holdoutFrom
        .map(Instant::toEpochMilli)
        .filter(at -> at >= times.from() && at <= times.to())
        .ifPresent(at -> plot.mark(plot.line("mark", at, 0, at, plot.highest())));
    return Figure.of(
        rate.label(),
        "share of 1, 95 % by mint",
        plot.svg(id, "Share of 1 in " + rate.label(), said()),
        List.of());
  }

  private String hint(int step, Interval share) {
    return TextFormat.time(rate.from().plus(rate.step().multipliedBy(step)))
        + ": "
        + TextFormat.percent(share.estimate())
        + " of "
        + TextFormat.count(rate.rows().get(step))
        + " rows";
  }

  private String said() {
    long rows = rate.rows().stream().mapToLong(Long::longValue).sum();
    long ones = rate.ones().stream().mapToLong(Long::longValue).sum();
    return TextFormat.percent(rows == 0 ? Double.NaN : (double) ones / rows)
        + " of "
        + TextFormat.count(rows)
        + " rows in all, in steps of "
        + TextFormat.duration(rate.step())
        + " from "
        + TextFormat.time(rate.from())
        + " on."
        + holdoutFrom.map(at -> " The holdout begins at " + TextFormat.time(at) + ".").orElse("");
  }
}
