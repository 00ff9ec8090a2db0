package ratchet.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * 84 rows of 24 clusters of one to six rows, by formula, so that R can have the same: cluster i has
 * 1 + 7i mod 6 rows; row n (from 1) of cluster i has the figure sin(1.7 i) + cos(2.3 n) / 2, the
 * label (n² + i) mod 3 = 0 and two scores.
 */
public final class UnequalClusters {
  final List<Integer> keys = new ArrayList<>();
  final double[] figures = new double[84];
  final double[] labels = new double[84];
  final double[] scores = new double[84];
  final double[] otherScores = new double[84];

  UnequalClusters() {
    for (int i = 1; i <= 24; i++) {
      for (int j = 0; j < 1 + 7 * i % 6; j++) {
        int row = keys.size();
        int n = row + 1;
        keys.add(i);
        figures[row] = Math.sin(1.7 * i) + 0.5 * Math.cos(2.3 * n);
        labels[row] = (n * n + i) % 3 == 0 ? 1 : 0;
        scores[row] = (n * 37 % 101) / 101.0 + 0.3 * labels[row] + 0.2 * Math.sin(i);
        otherScores[row] = Math.round(n * 53 % 89 / 8.9) / 10.0 + 0.2 * labels[row];
      }
    }
  }

  /** Times by which a row had its event (label 1) or was censored. */
  double[] durations() {
    return Arrays.stream(figures).map(figure -> Math.floor(30 * (figure + 2))).toArray();
  }

  /** The root of the plain sum of squares over clusters, as R's infinitesimal jackknife has it. */
  public static double error(ClusteredRows rows, InfluenceValues influence) {
    double squares = Arrays.stream(rows.sums(influence.values())).map(sum -> sum * sum).sum();
    return Math.sqrt(squares) / rows.rows();
  }

  ClusteredRows unordered() {
    return ClusteredRows.unordered(keys);
  }

  ClusteredRows inTime() {
    return ClusteredRows.of(keys, keys.stream().mapToDouble(i -> i).toArray());
  }
}
