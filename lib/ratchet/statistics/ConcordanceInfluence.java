package ratchet.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Influence values of a concordance. Comparable pairs are those of {@link Concordance}. The
 * concordance C is a ratio of two U-statistics, so the influence of a row is n·(c − C·d)/D: c is
 * the weight of the concordant pairs of the row, d the weight of its comparable pairs, and D the
 * weight of all comparable pairs. O(n log n).
 *
 * <p>In simulations of 60 and 200 clusters with a correlation of 0.9 between neighbours, the
 * concordance exceeds its true value by 0.6 and 0.3 standard errors. An interval covers the true
 * value in 88 and 94 % of them with the bias term, and in 84 and 91 % without it.
 */
final class ConcordanceInfluence {
  private static final int QUARTERS = 4;

  /** The bias is estimated only if at least this share of the pairs is from different quarters. */
  private static final double PAIRS_APART = 0.25;

  private final int[] rank;
  private final double[] times;
  private final double[] events;
  private final int[] order;
  private final double[] weights;
  private final double[] concordant;
  private final double[] comparable;

  private ConcordanceInfluence(
      double[] risks, double[] times, double[] events, DoubleUnaryOperator weightAt) {
    this.rank = ArgSort.denseRanks(risks);
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
      double[] risks,
      double[] times,
      double[] events,
      DoubleUnaryOperator weightAt,
      ClusteredRows rows) {
    check(risks, times, events);
    ConcordanceInfluence all = paired(risks, times, events, weightAt);
    double pairs = all.pairs();
    if (!(pairs > 0)) {
      return Optional.empty();
    }
    double estimate = all.found() / pairs;
    // each pair was counted at both of its rows
    double scale = times.length / (pairs / 2);
    double[] values = new double[times.length];
    for (int row = 0; row < values.length; row++) {
      values[row] = scale * (all.concordant[row] - estimate * all.comparable[row]);
    }
    double bias = 0;
    if (rows.inTime()) {
      double foundApart = all.found();
      double pairsApart = pairs;
      for (int[] part : parts(rows)) {
        ConcordanceInfluence near =
            paired(pick(risks, part), pick(times, part), pick(events, part), weightAt);
        foundApart -= near.found();
        pairsApart -= near.pairs();
      }
      bias = pairsApart > PAIRS_APART * pairs ? 2 * (estimate - foundApart / pairsApart) : 0;
    }
    return Optional.of(new InfluenceValues(estimate, values, bias));
  }

  private static ConcordanceInfluence paired(
      double[] risks, double[] times, double[] events, DoubleUnaryOperator weightAt) {
    ConcordanceInfluence rows = new ConcordanceInfluence(risks, times, events, weightAt);
    rows.pairWithLater();
    rows.pairWithEarlier();
    return rows;
  }

  private double found() {
    return InfluenceValues.sum(concordant);
  }

  private double pairs() {
    return InfluenceValues.sum(comparable);
  }

  /** The rows of each quarter of the time. */
  private static List<int[]> parts(ClusteredRows rows) {
    int[] parts = rows.parts(QUARTERS);
    return IntStream.range(0, QUARTERS)
        .mapToObj(
            part ->
                IntStream.range(0, rows.rows())
                    .filter(row -> parts[rows.cluster(row)] == part)
                    .toArray())
        .toList();
  }

  private static double[] pick(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
  }

  /**
   * Pairs each event with the rows that have a later time, from the latest time to the earliest.
   */
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

  /** Pairs each row with the events before it, from the earliest time to the latest. */
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

  /** Weights by rank, with sums over all lower ranks: a binary indexed tree (Fenwick 1994). */
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
