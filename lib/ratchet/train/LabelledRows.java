package ratchet.train;

import java.util.Arrays;
import ratchet.data.TrainingSet;

/**
 * The rows of a selection that carry one label, as the solvers take them.
 *
 * @param rows row numbers of the set, rising
 * @param columns by feature and row
 * @param labels by row, never NaN
 */
record LabelledRows(int[] rows, double[][] columns, double[] labels) {
  static LabelledRows of(TrainingSet set, int[] selection, String labelName) {
    double[] label = set.label(labelName);
    int[] rows = new int[count(set, selection, labelName)];
    int next = 0;
    for (int row : selection) {
      if (!Double.isNaN(label[row])) {
        rows[next++] = row;
      }
    }
    double[][] columns = new double[set.features().length][];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = pick(set.features()[j], rows);
    }
    return new LabelledRows(rows, columns, pick(label, rows));
  }

  /** How many rows of a selection carry the label. */
  static int count(TrainingSet set, int[] selection, String labelName) {
    double[] label = set.label(labelName);
    int count = 0;
    for (int row : selection) {
      count += Double.isNaN(label[row]) ? 0 : 1;
    }
    return count;
  }

  static double[] pick(double[] column, int[] rows) {
    double[] picked = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = column[rows[i]];
    }
    return picked;
  }

  int size() {
    return rows.length;
  }

  /** Rows whose label is 1. */
  int positives() {
    return (int) Arrays.stream(labels).filter(label -> label == 1).count();
  }

  /** Writes the feature vector of row {@code i} into {@code vector}. */
  void vector(int i, double[] vector) {
    for (int j = 0; j < columns.length; j++) {
      vector[j] = columns[j][i];
    }
  }
}
