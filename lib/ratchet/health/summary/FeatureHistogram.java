package ratchet.health.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * A feature's values in bins of equal width, those of the rows to fit beside those of the holdout.
 * Bins begin where the values begin; a feature that is constant has one.
 *
 * @param edges of the bins, rising, one more than there are bins; in the feature's own units. Where
 *     the first is below 0 or the last above 1, the bin holds all that is farther out as well
 * @param train rows by bin
 * @param holdout rows by bin
 */
public record FeatureHistogram(
    String feature, List<Double> edges, List<Long> train, List<Long> holdout) {
  /** Most bins that a histogram has. */
  public static final int MOST_BINS = 32;

  public FeatureHistogram {
    edges = List.copyOf(edges);
    train = List.copyOf(train);
    holdout = List.copyOf(holdout);
  }

  public static FeatureHistogram of(FeatureCells cells) {
    long[] trainCells = cells.train();
    int first = 0;
    int end = FeatureCells.COUNT;
    while (first < end && trainCells[first] + cells.holdout()[first] == 0) {
      first++;
    }
    while (end > first && trainCells[end - 1] + cells.holdout()[end - 1] == 0) {
      end--;
    }
    int width = Math.max(1, (end - first + MOST_BINS - 1) / MOST_BINS);
    List<Double> edges = new ArrayList<>();
    List<Long> train = new ArrayList<>();
    List<Long> holdout = new ArrayList<>();
    for (int from = first; from < end; from += width) {
      int to = Math.min(FeatureCells.COUNT, from + width);
      edges.add(FeatureCells.lowerEdge(from));
      train.add(sum(trainCells, from, to));
      holdout.add(sum(cells.holdout(), from, to));
      if (to >= end) {
        edges.add(FeatureCells.lowerEdge(to));
      }
    }
    return new FeatureHistogram(cells.feature(), edges, train, holdout);
  }

  private static long sum(long[] counts, int from, int to) {
    long sum = 0;
    for (int cell = from; cell < to; cell++) {
      sum += counts[cell];
    }
    return sum;
  }
}
