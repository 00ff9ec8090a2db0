package ratchet.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows belong together, and when they happened: what an interval has to know of rows beside
 * their figures. A cluster is what shares a fate, as all attempts on one mint do. Clusters are kept
 * in the order of their mean times (equal ones in that of their first rows).
 *
 * <p>Immutable and thread-safe. 12 bytes a row, and 12 a cluster.
 */
public final class ClusteredRows {
  /** By row, the place of its cluster in the order of the clusters. */
  private final int[] clusters;

  /** By row; null where times are not known. */
  private final double[] times;

  /** Rows by cluster. */
  private final int[] sizes;

  private ClusteredRows(int[] ids, int count, double[] times) {
    this.times = times;
    int[] place = times == null ? null : places(ids, count, times);
    this.clusters = new int[ids.length];
    this.sizes = new int[count];
    for (int row = 0; row < ids.length; row++) {
      clusters[row] = place == null ? ids[row] : place[ids[row]];
      sizes[clusters[row]]++;
    }
  }

  /**
   * Clusters in time.
   *
   * @param keys what names the cluster of each row, e.g. its mint; compared by equals
   * @param times by row, any unit that rises, e.g. milliseconds
   * @throws IllegalArgumentException for columns of different lengths, or a time that is not finite
   */
  public static ClusteredRows of(List<?> keys, double[] times) {
    if (keys.size() != times.length) {
      throw new IllegalArgumentException(keys.size() + " keys for " + times.length + " times");
    }
    return numbered(keys, checked(times));
  }

  /**
   * The same of clusters that have numbers.
   *
   * @param numbers by row, from 0; not all of them need be there
   */
  public static ClusteredRows of(int[] numbers, double[] times) {
    if (numbers.length != times.length) {
      throw new IllegalArgumentException(
          numbers.length + " numbers for " + times.length + " times");
    }
    int[] ids = numbers.clone();
    return new ClusteredRows(ids, renumber(ids), checked(times));
  }

  /** Clusters whose order in time is not known: dependence between them is not looked for. */
  public static ClusteredRows unordered(List<?> keys) {
    return numbered(keys, null);
  }

  /** Every row is a cluster of its own, and the rows are in the order of time. */
  public static ClusteredRows inSequence(int rows) {
    double[] times = new double[rows];
    Arrays.setAll(times, row -> row);
    return new ClusteredRows(counting(rows), rows, times);
  }

  /** Every row is a cluster of its own, in time. */
  public static ClusteredRows singles(double[] times) {
    return new ClusteredRows(counting(times.length), times.length, checked(times));
  }

  /** Every row is a cluster of its own, and nothing is known of their order: independent rows. */
  public static ClusteredRows independent(int rows) {
    return new ClusteredRows(counting(rows), rows, null);
  }

  /**
   * Some of the rows, in the order given, e.g. those of a segment.
   *
   * @param rows indices, each at most once
   */
  public ClusteredRows only(int[] rows) {
    int[] ids = new int[rows.length];
    double[] own = times == null ? null : new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      ids[i] = clusters[rows[i]];
      if (own != null) {
        own[i] = times[rows[i]];
      }
    }
    return new ClusteredRows(ids, renumber(ids), own);
  }

  public int rows() {
    return clusters.length;
  }

  public int clusters() {
    return sizes.length;
  }

  /** Whether it is known what came before what. */
  public boolean inTime() {
    return times != null;
  }

  /**
   * One over the sum of the squared shares of rows: the number of clusters where all are of one
   * size, and close to 1 where one holds nearly all rows. 0 without rows.
   */
  public double effectiveClusters() {
    double squares = 0;
    for (int size : sizes) {
      squares += (double) size * size;
    }
    return squares == 0 ? 0 : (double) rows() * rows() / squares;
  }

  /** The place of the row's cluster among the clusters in time, from 0. */
  int cluster(int row) {
    return clusters[row];
  }

  /** Rows of the cluster at that place. */
  int size(int cluster) {
    return sizes[cluster];
  }

  /** By cluster the part of the time that it is in, of parts with about as many rows each. */
  int[] parts(int count) {
    int[] parts = new int[sizes.length];
    long before = 0;
    for (int cluster = 0; cluster < parts.length; cluster++) {
      parts[cluster] = (int) ((2 * before + sizes[cluster]) * count / (2L * rows()));
      before += sizes[cluster];
    }
    return parts;
  }

  /** Rows by cluster, clusters in the order of time. */
  int[] byCluster() {
    int[] next = new int[sizes.length];
    for (int cluster = 1; cluster < sizes.length; cluster++) {
      next[cluster] = next[cluster - 1] + sizes[cluster - 1];
    }
    int[] rows = new int[clusters.length];
    for (int row = 0; row < rows.length; row++) {
      rows[next[clusters[row]]++] = row;
    }
    return rows;
  }

  /** Sums by cluster, clusters in the order of time. */
  double[] sums(double[] values) {
    if (values.length != clusters.length) {
      throw new IllegalArgumentException(
          values.length + " values for " + clusters.length + " rows");
    }
    double[] sums = new double[sizes.length];
    for (int row = 0; row < values.length; row++) {
      sums[clusters[row]] += values[row];
    }
    return sums;
  }

  private static ClusteredRows numbered(List<?> keys, double[] times) {
    Map<Object, Integer> numbers = new HashMap<>();
    int[] ids = new int[keys.size()];
    int row = 0;
    for (Object key : keys) {
      Integer fresh = numbers.size();
      Integer known = numbers.putIfAbsent(key, fresh);
      ids[row++] = known == null ? fresh : known;
    }
    return new ClusteredRows(ids, numbers.size(), times);
  }

  /** Numbers from 0 without a gap, in the order of the rows; how many there are. */
  private static int renumber(int[] ids) {
    int most = -1;
    for (int id : ids) {
      most = Math.max(most, id);
    }
    int[] fresh = new int[most + 1];
    int count = 0;
    for (int row = 0; row < ids.length; row++) {
      if (fresh[ids[row]] == 0) {
        fresh[ids[row]] = ++count;
      }
      ids[row] = fresh[ids[row]] - 1;
    }
    return count;
  }

  private static int[] places(int[] ids, int count, double[] times) {
    double[] means = new double[count];
    int[] sizes = new int[count];
    for (int row = 0; row < ids.length; row++) {
      // a running mean keeps the digits of large times
      means[ids[row]] += (times[row] - means[ids[row]]) / ++sizes[ids[row]];
    }
    int[] order = ArgSort.of(means);
    int[] places = new int[count];
    for (int place = 0; place < count; place++) {
      places[order[place]] = place;
    }
    return places;
  }

  private static int[] counting(int rows) {
    int[] ids = new int[rows];
    Arrays.setAll(ids, row -> row);
    return ids;
  }

  private static double[] checked(double[] times) {
    for (int row = 0; row < times.length; row++) {
      if (!Double.isFinite(times[row])) {
        throw new IllegalArgumentException("times[" + row + "] is not finite: " + times[row]);
      }
    }
    return times.clone();
  }
}
