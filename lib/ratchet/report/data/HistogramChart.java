package ratchet.report.data;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import ratchet.health.summary.FeatureHistogram;
import ratchet.report.page.Axis;
import ratchet.report.page.Figure;
import ratchet.report.page.Plot;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;

/**
 * A feature's values in the rows to fit, as bars, and in the holdout, as an outline over them. Both
 * are shares of their rows, so that a fifth of the rows can be compared with four fifths.
 *
 * @param id unique in the page
 */
public record HistogramChart(String id, FeatureHistogram histogram) {
  private static final double HEIGHT = 150;

  static final List<Figure.Key> KEYS =
      List.of(new Figure.Key("train", "rows to fit"), new Figure.Key("holdout outline", "holdout"));

  /** Whether there is nothing to draw: one value in every row. */
  public boolean isConstant() {
    return histogram.train().size() == 1;
  }

  public Tag figure() {
    double[] edges = doubles(histogram.edges());
    double[] train = shares(histogram.train());
    double[] holdout = shares(histogram.holdout());
    double highest =
        DoubleStream.concat(DoubleStream.of(train), DoubleStream.of(holdout)).max().orElse(0);
    Plot plot =
        new Plot(
            Axis.numbers(edges[0], edges[edges.length - 1]),
            Axis.shares(0, highest > 0 ? highest : 1),
            HEIGHT);
    for (int bin = 0; bin < train.length; bin++) {
      plot.mark(
          plot.box("train", edges[bin], edges[bin + 1], 0, train[bin]),
          TextFormat.interval(edges[bin], edges[bin + 1])
              + ": "
              + TextFormat.percent(train[bin])
              + " of the rows to fit, "
              + TextFormat.percent(holdout[bin])
              + " of the holdout");
    }
    plot.mark(outline(plot, edges, holdout));
    return Figure.of(
        histogram.feature(),
        "share of rows, by value",
        plot.svg(id, histogram.feature(), description(edges, train, holdout)),
        List.of());
  }

  private static Tag outline(Plot plot, double[] edges, double[] shares) {
    double[] xs = new double[2 * shares.length + 2];
    double[] ys = new double[xs.length];
    xs[0] = edges[0];
    for (int bin = 0; bin < shares.length; bin++) {
      xs[2 * bin + 1] = edges[bin];
      xs[2 * bin + 2] = edges[bin + 1];
      ys[2 * bin + 1] = shares[bin];
      ys[2 * bin + 2] = shares[bin];
    }
    xs[xs.length - 1] = edges[edges.length - 1];
    return plot.path("holdout outline", xs, ys);
  }

  private String description(double[] edges, double[] train, double[] holdout) {
    return "Values from "
        + TextFormat.interval(edges[0], edges[edges.length - 1])
        + " in "
        + train.length
        + " bins. "
        + peak("Rows to fit", edges, train)
        + " "
        + peak("Holdout", edges, holdout);
  }

  private static String peak(String which, double[] edges, double[] shares) {
    int top =
        IntStream.range(0, shares.length)
            .reduce(0, (best, bin) -> shares[bin] > shares[best] ? bin : best);
    return shares[top] == 0
        ? which + ": none."
        : which
            + ": most, "
            + TextFormat.percent(shares[top])
            + ", between "
            + TextFormat.number(edges[top])
            + " and "
            + TextFormat.number(edges[top + 1])
            + ".";
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double[] shares(List<Long> counts) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    return counts.stream().mapToDouble(count -> all == 0 ? 0 : (double) count / all).toArray();
  }
}
