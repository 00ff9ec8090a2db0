package ratchet.health.summary;

import java.util.ArrayList;
import java.util.List;

/**
 * Histogram of a feature with bins of equal width, for the training rows and the holdout. The bins
 * cover the range of the values; a constant feature has one bin.
 *
 * @param edges edges of the bins in the feature's unit, ascending, one more than there are bins. If
 *     the first edge is below 0 or the last above 1, that bin also holds all values beyond it
 * @param train number of training rows by bin
 * @param holdout number of holdout rows by bin
 */
public record FeatureHistogram(
    String feature, List<Double> edges, List<Long> train, List<Long> holdout) {
  /** Largest number of bins of a histogram. */
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
