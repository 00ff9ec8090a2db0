package ratchet.statistics;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Share of comparable pairs in which the row with the higher risk has its event first; equal risks
 * count one half. A pair is comparable if the earlier time is an event. A row that is censored at
 * the time of an event counts as later; two events at the same time are not compared. O(n log n).
 */
public final class Concordance {
  private Concordance() {}

  /**
   * Harrell's C: every comparable pair has weight 1.
   *
   * @param risks by row, higher for rows that should have their event sooner
   * @param times by row, any unit, from 0
   * @param events by row, 1 for an event, 0 for a censored row
   * @return empty without a comparable pair
   */
  public static OptionalDouble harrell(double[] risks, double[] times, double[] events) {
    check(risks, times, events);
    return weighted(risks, times, events, time -> 1);
  }

  /**
   * Uno's C (2011, Statistics in Medicine 30:1105): a pair has weight 1/G(t−)², with t its earlier
   * time and G the survival function of the censoring times of the same rows. The figure then does
   * not depend on the distribution of the censoring times.
   *
   * @param horizon only pairs whose earlier time is below it count; infinity for all
   * @return empty without a comparable pair
   */
  public static OptionalDouble uno(
      double[] risks, double[] times, double[] events, double horizon) {
    check(risks, times, events);
    KaplanMeier censoring = KaplanMeier.ofCensoring(times, events);
    return weighted(
        risks,
        times,
        events,
        time -> time < horizon ? Math.pow(censoring.survivalBefore(time), -2) : 0);
  }

  private static OptionalDouble weighted(
      double[] risks, double[] times, double[] events, DoubleUnaryOperator weightAt) {
    int[] rank = ArgSort.denseRanks(risks);
    RankCounts later = new RankCounts(rank.length);
    int[] order = fromTheLatest(times);
    double concordant = 0;
    double comparable = 0;
    for (int i = 0; i < order.length; ) {
      int end = i;
      while (end < order.length && times[order[end]] == times[order[i]]) {
        end++;
      }
      addAll(later, rank, events, order, i, end, 0);
      double weight = weightAt.applyAsDouble(times[order[i]]);
      for (int j = i; j < end; j++) {
        int row = order[j];
        if (events[row] == 1) {
          long below = later.below(rank[row]);
          long equal = later.below(rank[row] + 1) - below;
          concordant += weight * (below + 0.5 * equal);
          comparable += weight * later.all();
        }
      }
      addAll(later, rank, events, order, i, end, 1);
      i = end;
    }
    return comparable > 0 ? OptionalDouble.of(concordant / comparable) : OptionalDouble.empty();
  }

  private static void addAll(
      RankCounts to, int[] rank, double[] events, int[] order, int from, int end, double event) {
    for (int j = from; j < end; j++) {
      if (events[order[j]] == event) {
        to.add(rank[order[j]]);
      }
    }
  }

  private static int[] fromTheLatest(double[] times) {
    int[] order = ArgSort.of(times);
    for (int i = 0, j = order.length - 1; i < j; i++, j--) {
      int row = order[i];
      order[i] = order[j];
      order[j] = row;
    }
    return order;
  }

  private static void check(double[] risks, double[] times, double[] events) {
    BinaryRows.check(risks, events);
    KaplanMeier.requireRows(times, events);
  }

  /** Counts by rank, with sums over all lower ranks: a binary indexed tree (Fenwick 1994). */
  private static final class RankCounts {
    private final long[] tree;
    private long all;

    RankCounts(int ranks) {
      tree = new long[ranks + 1];
    }

    void add(int rank) {
      all++;
      for (int i = rank + 1; i < tree.length; i += i & -i) {
        tree[i]++;
      }
    }

    long below(int rank) {
      long sum = 0;
      for (int i = rank; i > 0; i -= i & -i) {
        sum += tree[i];
      }
      return sum;
    }

    long all() {
      return all;
    }
  }
}
