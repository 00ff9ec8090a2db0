package ratchet.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.Interval;

/**
 * Observed shares by predicted probability: rows in the order of their probability, in bins of
 * equal count.
 *
 * @param series whose probabilities: {@code production} or {@code candidate}
 * @param bins in ascending order; empty without rows
 */
record ReliabilityCurve(String series, List<Bin> bins) {
  private static final int MOST_BINS = 10;

  /** With fewer rows in each, an interval would span half of the chart. */
  private static final int LEAST_ROWS = 30;

  /**
   * @param predicted mean probability
   * @param observed share of rows with label 1, with its 95 % interval; rows of a mint are one
   *     cluster
   */
  record Bin(double predicted, Interval observed, long rows) {}

  ReliabilityCurve {
    bins = List.copyOf(bins);
  }

  /**
   * @param labels 0 or 1, one per probability
   * @param clusters mints and times of the same rows
   */
  static ReliabilityCurve of(
      String series, double[] probabilities, double[] labels, ClusteredRows clusters) {
    int rows = labels.length;
    int count = Math.max(1, Math.min(MOST_BINS, rows / LEAST_ROWS));
    Integer[] order = IntStream.range(0, rows).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(row -> probabilities[row]));
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < count; bin++) {
      int from = (int) ((long) bin * rows / count);
      int to = (int) ((long) (bin + 1) * rows / count);
      double predicted = 0;
      int[] members = new int[to - from];
      double[] ones = new double[members.length];
      for (int place = from; place < to; place++) {
        members[place - from] = order[place];
        ones[place - from] = labels[order[place]];
        predicted += probabilities[order[place]];
      }
      if (members.length > 0) {
        Interval observed = share(ones, clusters.only(members));
        bins.add(new Bin(predicted / members.length, observed, members.length));
      }
    }
    return new ReliabilityCurve(series, bins);
  }

  private static Interval share(double[] ones, ClusteredRows rows) {
    InfluenceValues share = InfluenceValues.ofMean(ones);
    return ClusterEstimate.of(rows, share)
        .map(found -> found.shareInterval(ClusterInterval.DEFAULT_LEVEL).bounds())
        .orElseGet(() -> new Interval(share.estimate(), 0, 1));
  }
}
