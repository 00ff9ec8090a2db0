package ratchet.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import ratchet.train.solver.LabelledRows;
import ratchet.train.solver.RowSum;
import ratchet.train.solver.TrainingRows;

/** Rows of a part of the split that carry a label, on executors. */
final class ClusterRows implements TrainingRows {
  private static final double[] NOTHING = {};

  /** Of one file, or of all; the bounds are infinite without rows. */
  private record Counts(long rows, long positives, double least, double most)
      implements Serializable {
    private static final Counts NONE =
        new Counts(0, 0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    private Counts plus(Counts other) {
      return new Counts(
          rows + other.rows,
          positives + other.positives,
          Math.min(least, other.least),
          Math.max(most, other.most));
    }

    private static Counts of(LabelledRows rows) {
      double[] labels = rows.labelVector();
      return new Counts(
          rows.rowCount(),
          rows.positives(),
          Arrays.stream(labels).min().orElse(NONE.least),
          Arrays.stream(labels).max().orElse(NONE.most));
    }
  }

  private final ClusterFiles files;
  private final int features;
  private final Part part;
  private final Counts counts;

  /** Finds the rows of the part within one file. */
  private record Part(RowFilter filter, String label, boolean isAdjacent) implements Serializable {
    LabelledRows of(FileRows file) {
      return isAdjacent ? file.adjacentRows(filter, label) : file.rows(filter, label);
    }
  }

  private ClusterRows(ClusterFiles files, int features, Part part, Counts counts) {
    this.files = files;
    this.features = features;
    this.part = part;
    this.counts = counts;
  }

  /**
   * @param features of each row
   */
  static ClusterRows of(ClusterFiles files, int features, RowFilter filter, String label) {
    Part part = new Part(filter, label, false);
    Counts counts =
        files.over(file -> Counts.of(part.of(file))).stream().reduce(Counts.NONE, Counts::plus);
    return new ClusterRows(files, features, part, counts);
  }

  @Override
  public long rowCount() {
    return counts.rows;
  }

  @Override
  public int featureCount() {
    return features;
  }

  @Override
  public long positives() {
    return counts.positives;
  }

  @Override
  public boolean haveOneLabel() {
    return counts.least >= counts.most;
  }

  @Override
  public double anyLabel() {
    return counts.least;
  }

  /** Added in the order of the files: the bits do not depend on which executor is first. */
  @Override
  public double[] sum(RowSum sum, int threads) {
    Part own = part;
    List<double[]> parts =
        files.over(
            file -> {
              LabelledRows rows = own.of(file);
              return rows.size() == 0 ? NOTHING : rows.sum(sum, 1);
            });
    double[] total = NOTHING;
    for (double[] one : parts) {
      if (total.length == 0) {
        total = one.clone();
      } else {
        for (int i = 0; i < one.length; i++) {
          total[i] += one[i];
        }
      }
    }
    return total;
  }

  @Override
  public double[] labelVector() {
    Part own = part;
    return joined(files.over(file -> own.of(file).labelVector()));
  }

  @Override
  public double[] dots(double[] weights) {
    Part own = part;
    return joined(files.over(file -> own.of(file).dots(weights)));
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(DoubleStream::of).toArray();
  }

  /** Every n-th of each file. */
  @Override
  public LabelledRows everyNth(int stride) {
    Part own = part;
    List<Sample> samples =
        files.over(
            file -> {
              LabelledRows every = own.of(file).everyNth(stride);
              return new Sample(every.columns(), every.labels());
            });
    double[][] columns = new double[features][];
    for (int j = 0; j < features; j++) {
      int column = j;
      columns[j] = joined(samples.stream().map(sample -> sample.columns[column]).toList());
    }
    double[] labels = joined(samples.stream().map(Sample::labels).toList());
    int[] places = new int[labels.length];
    Arrays.setAll(places, row -> row);
    return new LabelledRows(columns, labels, places);
  }

  private record Sample(double[][] columns, double[] labels) implements Serializable {}

  @Override
  public TrainingRows adjacent() {
    return new ClusterRows(files, features, new Part(part.filter, part.label, true), counts);
  }

  @Override
  public LabelledRows local() {
    throw new UnsupportedOperationException("these rows are on executors");
  }
}
