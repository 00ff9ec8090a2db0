package ratchet.train;

import ratchet.data.training.RowDigest;
import ratchet.data.training.TrainingSet;

/** The fingerprint of a training: {@link RowDigest} over the rows that were fitted. */
public final class DatasetFingerprint {
  private DatasetFingerprint() {}

  /**
   * @param rows row numbers of the fitted rows, in rising order
   */
  public static String of(TrainingSet set, int[] rows) {
    RowDigest digest = new RowDigest();
    for (int row : rows) {
      digest.row(set.decisionMs()[row], set.labelEndMs()[row], set.keyUtf8(row));
      add(digest, set.labels(), row);
      add(digest, set.features(), row);
    }
    return digest.hex();
  }

  private static void add(RowDigest digest, double[][] columns, int row) {
    for (double[] column : columns) {
      digest.number(column[row]);
    }
  }
}
