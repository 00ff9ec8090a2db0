package ratchet.statistics;

/**
 * Labelled scores and their order, sorted once for all figures that depend on it. The columns are
 * not copied and must not be changed afterwards.
 */
public final class RankedRows {
  private final double[] scores;
  private final double[] labels;
  private final int[] order;

  private RankedRows(double[] scores, double[] labels) {
    BinaryRows.check(scores, labels);
    this.scores = scores;
    this.labels = labels;
    this.order = ArgSort.of(scores);
  }

  /**
   * @param labels 0 or 1 by row
   * @throws IllegalArgumentException for columns of different lengths, a label other than 0 or 1,
   *     or a score that is NaN
   */
  public static RankedRows of(double[] scores, double[] labels) {
    return new RankedRows(scores, labels);
  }

  public int size() {
    return order.length;
  }

  /** By row; not to be changed. */
  public double[] scores() {
    return scores;
  }

  /** By row; not to be changed. */
  public double[] labels() {
    return labels;
  }

  /** The row at a place; place 0 has the lowest score. */
  public int row(int place) {
    return order[place];
  }

  double score(int place) {
    return scores[order[place]];
  }

  public double label(int place) {
    return labels[order[place]];
  }

  /** The place after the last row that has the same score as the row at {@code place}. */
  public int endOfTies(int place) {
    int end = place + 1;
    while (end < order.length && scores[order[end]] == scores[order[place]]) {
      end++;
    }
    return end;
  }

  /** The first place of the rows that have the same score as the row at {@code end - 1}. */
  public int startOfTies(int end) {
    int start = end - 1;
    while (start > 0 && scores[order[start - 1]] == scores[order[end - 1]]) {
      start--;
    }
    return start;
  }

  int positives() {
    return BinaryRows.positives(labels);
  }

  /** Number of positives at the places from {@code from} to {@code end - 1}. */
  int positives(int from, int end) {
    int positives = 0;
    for (int place = from; place < end; place++) {
      positives += (int) labels[order[place]];
    }
    return positives;
  }
}
