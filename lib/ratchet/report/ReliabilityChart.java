package ratchet.report;

import java.util.List;
import ratchet.report.page.Axis;
import ratchet.report.page.Figure;
import ratchet.report.page.Plot;
import ratchet.report.page.Series;
import ratchet.report.page.Tag;
import ratchet.report.page.TextFormat;

/**
 * A calibration chart: the observed share (up) by the predicted probability (across). A calibrated
 * model is on the diagonal within its intervals.
 *
 * @param id unique in the page
 * @param label the label that is predicted
 * @param curves of the same rows
 */
record ReliabilityChart(String id, String label, List<ReliabilityCurve> curves) {
  private static final double HEIGHT = 230;

  Tag figure() {
    double highest =
        curves.stream()
            .flatMap(curve -> curve.bins().stream())
            .mapToDouble(bin -> Math.max(bin.predicted(), bin.observed().upper()))
            .max()
            .orElse(1);
    // up to the next tenth
    Axis axis = Axis.shares(0, Math.min(1, Math.max(1, Math.ceil(10 * highest)) / 10));
    Plot plot = new Plot(axis, axis, HEIGHT);
    plot.mark(plot.line("base", 0, 0, axis.to(), axis.to()));
    for (ReliabilityCurve curve : curves) {
      draw(plot, curve);
    }
    return Figure.of(
        "Calibration of " + label,
        "observed share (up) by predicted (across)",
        plot.svg(id, "Observed share of " + label + " by predicted probability", description()),
        Series.keys(curves.stream().map(ReliabilityCurve::series).toList()));
  }

  private static void draw(Plot plot, ReliabilityCurve curve) {
    String series = curve.series();
    List<ReliabilityCurve.Bin> bins = curve.bins();
    plot.mark(
        plot.path(
            series + " line",
            bins.stream().mapToDouble(ReliabilityCurve.Bin::predicted).toArray(),
            bins.stream().mapToDouble(bin -> bin.observed().estimate()).toArray()));
    for (ReliabilityCurve.Bin bin : bins) {
      double at = bin.predicted();
      plot.mark(
          plot.line(series + " whisker", at, bin.observed().lower(), at, bin.observed().upper()));
      plot.mark(plot.dot(series, at, bin.observed().estimate()), series + ": " + sentence(bin));
    }
  }

  private static String sentence(ReliabilityCurve.Bin bin) {
    return "predicted "
        + TextFormat.percent(bin.predicted())
        + ", observed "
        + TextFormat.percent(bin.observed().estimate())
        + " of "
        + TextFormat.count(bin.rows())
        + " rows";
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    for (ReliabilityCurve curve : curves) {
      text.append(curve.series()).append(": ");
      text.append(
          String.join("; ", curve.bins().stream().map(ReliabilityChart::sentence).toList()));
      text.append(". ");
    }
    return text.toString().strip();
  }
}
