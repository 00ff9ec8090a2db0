package ratchet.promote.evidence;

import java.util.List;
import ratchet.data.training.TrainingSet;
import ratchet.statistics.ClusteredRows;

/**
 * Rows of a training set, and which of them share a fate.
 *
 * @param clusters by row, what names its cluster: the mint; of a row without one, its key
 */
public record LoggedRows(TrainingSet set, List<String> clusters) {
  /** Of a set with one row a mint, whose key is the mint. */
  public static LoggedRows of(TrainingSet set) {
    return new LoggedRows(set, set.keys());
  }

  double[] pick(double[] column, int[] rows) {
    double[] picked = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = column[rows[i]];
    }
    return picked;
  }

  /** Clusters and decision times of some rows. */
  ClusteredRows clustered(int[] rows) {
    double[] times = new double[rows.length];
    String[] keys = new String[rows.length];
    for (int i = 0; i < rows.length; i++) {
      times[i] = set.decisionMs()[rows[i]];
      keys[i] = clusters.get(rows[i]);
    }
    return ClusteredRows.of(List.of(keys), times);
  }
}
