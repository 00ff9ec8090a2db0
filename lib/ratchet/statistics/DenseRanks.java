package ratchet.statistics;

/** The index of each value among the distinct values, rising from 0. */
final class DenseRanks {
  private DenseRanks() {}

  static int[] of(double[] values) {
    int[] order = ArgSort.of(values);
    int[] ranks = new int[values.length];
    int rank = 0;
    for (int place = 1; place < order.length; place++) {
      if (values[order[place]] != values[order[place - 1]]) {
        rank++;
      }
      ranks[order[place]] = rank;
    }
    return ranks;
  }
}
