package ratchet.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import ratchet.statistics.Interval;
import ratchet.statistics.WilsonInterval;

/**
 * What became of rows, by what a model said of them: rows in order of probability, cut into bins of
 * equal count.
 *
 * @param series whose probabilities: {@code production} or {@code candidate}
 * @param bins rising; none without rows
 */
record ReliabilityCurve(String series, List<Bin> bins) {
  private static final int MOST_BINS = 10;

  /** With fewer rows in each, an interval would span half of the chart. */
  private static final int LEAST_ROWS = 30;

  /**
   * @param predicted mean probability
   * @param observed share of rows with label 1, with its 95 % interval
   */
  record Bin(double predicted, Interval observed, long rows) {}

  ReliabilityCurve {
    bins = List.copyOf(bins);
  }

  /**
   * @param labels 0 or 1, as many as probabilities
   */
  static ReliabilityCurve of(String series, double[] probabilities, double[] labels) {
    int rows = labels.length;
    int count = Math.max(1, Math.min(MOST_BINS, rows / LEAST_ROWS));
    Integer[] order = IntStream.range(0, rows).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(row -> probabilities[row]));
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < count; bin++) {
      int from = (int) ((long) bin * rows / count);
      int to = (int) ((long) (bin + 1) * rows / count);
      double predicted = 0;
      long ones = 0;
      for (int place = from; place < to; place++) {
        predicted += probabilities[order[place]];
        ones += labels[order[place]] == 1 ? 1 : 0;
      }
      int size = to - from;
      double mean = predicted / size;
      WilsonInterval.of(ones, size).ifPresent(share -> bins.add(new Bin(mean, share, size)));
    }
    return new ReliabilityCurve(series, bins);
  }
}
