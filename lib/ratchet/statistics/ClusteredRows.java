package ratchet.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cluster and the time of each row; an interval needs them in addition to the figures. Rows of
 * one cluster depend on each other, such as all attempts on one mint. Clusters are in the order of
 * their mean times, and of their first rows where these are equal.
 *
 * <p>Immutable and thread-safe. 12 bytes for each row and each cluster.
 */
public final class ClusteredRows {
  /** By row, the place of its cluster. */
  private final int[] clusters;

  /** By row; null if times are not known. */
  private final double[] times;

  /** By cluster, the number of its rows. */
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
   * Clusters with times.
   *
   * @param keys by row, the key of its cluster, e.g. its mint; compared by {@code equals}
   * @param times by row, in any unit, e.g. milliseconds
   * @throws IllegalArgumentException for columns of different lengths, or a time that is not finite
   */
  public static ClusteredRows of(List<?> keys, double[] times) {
    if (keys.size() != times.length) {
      throw new IllegalArgumentException(keys.size() + " keys for " + times.length + " times");
    }
    return numbered(keys, checked(times));
  }

  /**
   * {@link #of(List, double[])} for clusters with numbers instead of keys.
   *
   * @param numbers by row, from 0; numbers may be missing in between
   */
  public static ClusteredRows of(int[] numbers, double[] times) {
    if (numbers.length != times.length) {
      throw new IllegalArgumentException(
          numbers.length + " numbers for " + times.length + " times");
    }
    int[] ids = numbers.clone();
    return new ClusteredRows(ids, renumber(ids), checked(times));
  }

  /** Clusters without times: intervals treat them as independent of each other. */
  public static ClusteredRows unordered(List<?> keys) {
    return numbered(keys, null);
  }

  /** Every row is a cluster of its own; the rows are in the order of time. */
  public static ClusteredRows inSequence(int rows) {
    double[] times = new double[rows];
    Arrays.setAll(times, row -> row);
    return new ClusteredRows(counting(rows), rows, times);
  }

  /** Every row is a cluster of its own, at the given time. */
  public static ClusteredRows singles(double[] times) {
    return new ClusteredRows(counting(times.length), times.length, checked(times));
  }

  /** Every row is a cluster of its own, without times: independent rows. */
  public static ClusteredRows independent(int rows) {
    return new ClusteredRows(counting(rows), rows, null);
  }

  /**
   * A selection of the rows, in the given order, e.g. the rows of a segment.
   *
   * @param rows row indices, each at most once
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

  /** Number of rows. */
  public int rows() {
    return clusters.length;
  }

  /** Number of clusters. */
  public int clusters() {
    return sizes.length;
  }

  /** Whether the times are known. */
  public boolean inTime() {
    return times != null;
  }

  /**
   * 1/Σh², with h the share of the rows in a cluster: the number of clusters if all have the same
   * size, and close to 1 if one cluster has nearly all rows. 0 without rows.
   */
  public double effectiveClusters() {
    double squares = 0;
    for (int size : sizes) {
      squares += (double) size * size;
    }
    return squares == 0 ? 0 : (double) rows() * rows() / squares;
  }

  /** The place of the row's cluster, from 0. */
  int cluster(int row) {
    return clusters[row];
  }

  /** The number of rows of the cluster at that place. */
  int size(int cluster) {
    return sizes[cluster];
  }

  /** By cluster, the part of time that it belongs to. Parts have about the same number of rows. */
  int[] parts(int count) {
    int[] parts = new int[sizes.length];
    long before = 0;
    for (int cluster = 0; cluster < parts.length; cluster++) {
      parts[cluster] = (int) ((2 * before + sizes[cluster]) * count / (2L * rows()));
      before += sizes[cluster];
    }
    return parts;
  }

  /** The row indices sorted by cluster. */
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

  /** By cluster, the sum of the values of its rows. */
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

  /**
   * Replaces the ids by numbers from 0 without gaps, in the order of the rows; returns their count.
   */
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
