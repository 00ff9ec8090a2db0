package ratchet.spark;

import java.io.Serializable;
import java.util.List;
import ratchet.data.training.TrainingColumns;
import ratchet.data.training.TrainingSet;

/** Rows of one file on their way to the driver. */
record HoldoutRows(
    long[] decisionMs,
    long[] labelEndMs,
    byte[][] keys,
    byte[][] mints,
    double[][] labels,
    double[][] outcomes,
    double[][] features)
    implements Serializable {
  /** The rows of a part of all files as one set, in the order of decision time and key. */
  static TrainingSet collect(ClusterFiles files, RowFilter part) {
    TrainingColumns columns = new TrainingColumns();
    List<HoldoutRows> found = files.over(file -> of(file, part));
    columns.expect(found.stream().mapToLong(rows -> rows.decisionMs.length).sum());
    found.forEach(rows -> rows.addTo(columns));
    return columns.build(files.summary());
  }

  private static HoldoutRows of(FileRows file, RowFilter part) {
    int[] places = file.places(part);
    TrainingSet set = file.set();
    HoldoutRows rows =
        new HoldoutRows(
            new long[places.length],
            new long[places.length],
            new byte[places.length][],
            new byte[places.length][],
            new double[places.length][],
            new double[places.length][],
            new double[places.length][]);
    for (int i = 0; i < places.length; i++) {
      int row = places[i];
      rows.decisionMs[i] = set.decisionMs()[row];
      rows.labelEndMs[i] = set.labelEndMs()[row];
      rows.keys[i] = set.keyUtf8(row);
      rows.mints[i] = file.mints()[set.mints()[row]];
      rows.labels[i] = row(set.labels(), row);
      rows.outcomes[i] = row(set.outcomes(), row);
      rows.features[i] = row(set.features(), row);
    }
    return rows;
  }

  private static double[] row(double[][] columns, int row) {
    double[] values = new double[columns.length];
    for (int j = 0; j < values.length; j++) {
      values[j] = columns[j][row];
    }
    return values;
  }

  private void addTo(TrainingColumns columns) {
    for (int i = 0; i < decisionMs.length; i++) {
      columns.add(
          decisionMs[i], labelEndMs[i], keys[i], mints[i], labels[i], outcomes[i], features[i]);
    }
  }
}
