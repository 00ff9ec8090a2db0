package ratchet.statistics;

/**
 * Labelled scores and their order: sorted once for all the figures that depend on it. Does not
 * copy, so the columns must not be changed afterwards.
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

  /** The row at a place, from the lowest score up. */
  public int row(int place) {
    return order[place];
  }

  double score(int place) {
    return scores[order[place]];
  }

  public double label(int place) {
    return labels[order[place]];
  }

  /** The place after the last of those whose score is that of {@code place}. */
  public int endOfTies(int place) {
    int end = place + 1;
    while (end < order.length && scores[order[end]] == scores[order[place]]) {
      end++;
    }
    return end;
  }

  /** The first place of those whose score is that of the place before {@code end}. */
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

  /** Positives at the places from {@code from} on before {@code end}. */
  int positives(int from, int end) {
    int positives = 0;
    for (int place = from; place < end; place++) {
      positives += (int) labels[order[place]];
    }
    return positives;
  }
}
