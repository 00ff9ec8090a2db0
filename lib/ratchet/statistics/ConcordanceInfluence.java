package ratchet.statistics;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Influence values of a concordance. A pair is comparable when the earlier time is an event; a row
 * censored at the time of an event outlived it; two events at one time are not compared. With c the
 * weight of the concordant and d that of the comparable pairs of a row, C the figure and D the
 * weight of all comparable pairs, the influence of the row is n·(c − C·d)/D: the ratio of two
 * U-statistics. O(n log n).
 */
final class ConcordanceInfluence {
  private final int[] rank;
  private final double[] times;
  private final double[] events;
  private final int[] order;
  private final double[] weights;
  private final double[] concordant;
  private final double[] comparable;

  private ConcordanceInfluence(
      double[] risks, double[] times, double[] events, DoubleUnaryOperator weightAt) {
    this.rank = DenseRanks.of(risks);
    this.times = times;
    this.events = events;
    this.order = ArgSort.of(times);
    this.weights = new double[times.length];
    for (int row = 0; row < times.length; row++) {
      weights[row] = events[row] == 1 ? weightAt.applyAsDouble(times[row]) : 0;
    }
    this.concordant = new double[times.length];
    this.comparable = new double[times.length];
  }

  static Optional<InfluenceValues> of(
      double[] risks, double[] times, double[] events, DoubleUnaryOperator weightAt) {
    check(risks, times, events);
    ConcordanceInfluence rows = new ConcordanceInfluence(risks, times, events, weightAt);
    rows.pairWithLater();
    rows.pairWithEarlier();
    double found = InfluenceValues.sum(rows.concordant);
    double all = InfluenceValues.sum(rows.comparable);
    if (!(all > 0)) {
      return Optional.empty();
    }
    double estimate = found / all;
    // each pair was counted at both of its rows
    double scale = times.length / (all / 2);
    double[] values = new double[times.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = scale * (rows.concordant[row] - estimate * rows.comparable[row]);
    }
    return Optional.of(new InfluenceValues(estimate, values));
  }

  /** Each event with the rows that outlived it, from the latest time down. */
  private void pairWithLater() {
    RankSums later = new RankSums(rank.length);
    for (int end = order.length; end > 0; ) {
      int start = startOfTies(end);
      add(later, start, end, 0, false);
      for (int place = start; place < end; place++) {
        int row = order[place];
        if (events[row] == 1) {
          double below = later.below(rank[row]);
          double equal = later.below(rank[row] + 1) - below;
          concordant[row] += weights[row] * (below + 0.5 * equal);
          comparable[row] += weights[row] * later.all;
        }
      }
      add(later, start, end, 1, false);
      end = start;
    }
  }

  /** Each row with the events that it outlived, from the earliest time up. */
  private void pairWithEarlier() {
    RankSums earlier = new RankSums(rank.length);
    for (int start = 0; start < order.length; ) {
      int end = start + 1;
      while (end < order.length && times[order[end]] == times[order[start]]) {
        end++;
      }
      pairWith(earlier, start, end, 1);
      add(earlier, start, end, 1, true);
      pairWith(earlier, start, end, 0);
      start = end;
    }
  }

  private void pairWith(RankSums earlier, int start, int end, double event) {
    for (int place = start; place < end; place++) {
      int row = order[place];
      if (events[row] == event) {
        double upTo = earlier.below(rank[row] + 1);
        double equal = upTo - earlier.below(rank[row]);
        concordant[row] += earlier.all - upTo + 0.5 * equal;
        comparable[row] += earlier.all;
      }
    }
  }

  private void add(RankSums to, int start, int end, double event, boolean weighted) {
    for (int place = start; place < end; place++) {
      int row = order[place];
      if (events[row] == event) {
        to.add(rank[row], weighted ? weights[row] : 1);
      }
    }
  }

  private int startOfTies(int end) {
    int start = end - 1;
    while (start > 0 && times[order[start - 1]] == times[order[end - 1]]) {
      start--;
    }
    return start;
  }

  private static void check(double[] risks, double[] times, double[] events) {
    if (risks.length != times.length || risks.length != events.length) {
      throw new IllegalArgumentException(
          risks.length + " risks, " + times.length + " times, " + events.length + " events");
    }
    for (int row = 0; row < times.length; row++) {
      if (Double.isNaN(risks[row]) || !(times[row] >= 0)) {
        throw new IllegalArgumentException(
            "row " + row + " has risk " + risks[row] + " and time " + times[row]);
      }
      if (events[row] != 0 && events[row] != 1) {
        throw new IllegalArgumentException(
            "events[" + row + "] is neither 0 nor 1: " + events[row]);
      }
    }
  }

  /** Weights by rank with sums over the lower ranks: a binary indexed tree (Fenwick 1994). */
  private static final class RankSums {
    private final double[] tree;
    private double all;

    RankSums(int ranks) {
      tree = new double[ranks + 1];
    }

    void add(int rank, double weight) {
      all += weight;
      for (int i = rank + 1; i < tree.length; i += i & -i) {
        tree[i] += weight;
      }
    }

    double below(int rank) {
      double sum = 0;
      for (int i = rank; i > 0; i -= i & -i) {
        sum += tree[i];
      }
      return sum;
    }
  }
}
