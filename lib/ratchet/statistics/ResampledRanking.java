package ratchet.statistics;

/**
 * Rank metrics of resamples of the same scored rows. The rows are put in order once; a resample
 * then costs one pass. The definitions are those of {@link RankMetrics}.
 */
final class ResampledRanking {
  /** Row indices from the highest score down. */
  private final int[] order;

  /** By place in that order: whether the row before has a higher score. */
  private final boolean[] startsGroup;

  private final boolean[] positive;

  ResampledRanking(double[] scores, double[] labels) {
    BinaryRows.check(scores, labels);
    int[] rising = ArgSort.of(scores);
    order = new int[rising.length];
    for (int place = 0; place < order.length; place++) {
      order[place] = rising[order.length - 1 - place];
    }
    startsGroup = new boolean[order.length];
    positive = new boolean[order.length];
    for (int place = 0; place < order.length; place++) {
      startsGroup[place] = place == 0 || scores[order[place]] != scores[order[place - 1]];
      positive[place] = labels[order[place]] == 1;
    }
  }

  double auc(int[] counts) {
    long positivesAbove = 0;
    long negativesAbove = 0;
    double wins = 0;
    int place = 0;
    while (place < order.length) {
      long positives = 0;
      long negatives = 0;
      do {
        int count = counts[order[place]];
        positives += positive[place] ? count : 0;
        negatives += positive[place] ? 0 : count;
        place++;
      } while (place < order.length && !startsGroup[place]);
      wins += negatives * (positivesAbove + 0.5 * positives);
      positivesAbove += positives;
      negativesAbove += negatives;
    }
    return wins / positivesAbove / negativesAbove;
  }

  double averagePrecision(int[] counts) {
    long found = 0;
    long seen = 0;
    double sum = 0;
    int place = 0;
    while (place < order.length) {
      long positives = 0;
      do {
        int count = counts[order[place]];
        positives += positive[place] ? count : 0;
        seen += count;
        place++;
      } while (place < order.length && !startsGroup[place]);
      found += positives;
      sum += positives == 0 ? 0 : positives * ((double) found / seen);
    }
    return sum / found;
  }

  double precisionAt(int k, int[] counts) {
    long places = k;
    double found = 0;
    int place = 0;
    while (place < order.length && places > 0) {
      long positives = 0;
      long members = 0;
      do {
        int count = counts[order[place]];
        positives += positive[place] ? count : 0;
        members += count;
        place++;
      } while (place < order.length && !startsGroup[place]);
      long taken = Math.min(members, places);
      found += members == 0 ? 0 : (double) positives * taken / members;
      places -= taken;
    }
    return places > 0 ? Double.NaN : found / k;
  }
}
