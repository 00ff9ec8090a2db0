package ratchet.health;

import java.util.Arrays;
import ratchet.data.TrainingSet;

/** Rows by the class of a label; rows without it count for neither. */
record ClassCounts(long zeros, long ones) {
  /**
   * @param rows row numbers of the set
   */
  static ClassCounts of(TrainingSet set, String label, int[] rows) {
    double[] labels = set.label(label);
    long ones = Arrays.stream(rows).filter(row -> labels[row] == 1).count();
    long zeros = Arrays.stream(rows).filter(row -> labels[row] == 0).count();
    return new ClassCounts(zeros, ones);
  }

  long all() {
    return zeros + ones;
  }

  long minority() {
    return Math.min(zeros, ones);
  }
}
