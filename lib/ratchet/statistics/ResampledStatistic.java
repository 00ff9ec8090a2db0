package ratchet.statistics;

import java.util.function.ToDoubleFunction;

/**
 * A statistic of rows of which each may count several times or not at all. Implementations do not
 * change after construction: several threads ask at once.
 */
@FunctionalInterface
public interface ResampledStatistic {
  /**
   * @param counts by row, how often it was drawn; not to be changed
   * @return NaN where the statistic is not defined on the resample
   */
  double of(int[] counts);

  /** This less the other, on the same resample. */
  default ResampledStatistic minus(ResampledStatistic other) {
    return counts -> of(counts) - other.of(counts);
  }

  /** See {@link RankMetrics#auc}. */
  static ResampledStatistic auc(double[] scores, double[] labels) {
    return new ResampledRanking(scores, labels)::auc;
  }

  /** See {@link RankMetrics#averagePrecision}. */
  static ResampledStatistic averagePrecision(double[] scores, double[] labels) {
    return new ResampledRanking(scores, labels)::averagePrecision;
  }

  /** See {@link RankMetrics#precisionAt}. */
  static ResampledStatistic precisionAt(int k, double[] scores, double[] labels) {
    if (k < 1) {
      throw new IllegalArgumentException("k is below 1: " + k);
    }
    ResampledRanking ranking = new ResampledRanking(scores, labels);
    return counts -> ranking.precisionAt(k, counts);
  }

  /** Mean of a figure that each row has: Brier score, log loss, absolute error. */
  static ResampledStatistic mean(double[] values) {
    double[] copy = values.clone();
    return counts -> {
      double sum = 0;
      long drawn = 0;
      for (int i = 0; i < copy.length; i++) {
        sum += counts[i] * copy[i];
        drawn += counts[i];
      }
      return drawn == 0 ? Double.NaN : sum / drawn;
    };
  }

  /**
   * Of a statistic that wants the rows themselves, such as an F1 at a threshold.
   *
   * @param statistic of the indices of the rows drawn, each as often as it was drawn, rising
   */
  static ResampledStatistic ofRows(ToDoubleFunction<int[]> statistic) {
    return counts -> {
      int drawn = 0;
      for (int count : counts) {
        drawn += count;
      }
      int[] rows = new int[drawn];
      int next = 0;
      for (int i = 0; i < counts.length; i++) {
        for (int c = 0; c < counts[i]; c++) {
          rows[next++] = i;
        }
      }
      return statistic.applyAsDouble(rows);
    };
  }
}
