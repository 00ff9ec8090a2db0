package ratchet.health.summary;

import java.util.Arrays;
import java.util.Locale;
import ratchet.data.training.ChronologicalSplit.Cut;
import ratchet.data.training.ChronologicalSplit.Part;
import ratchet.model.ModelName;

/**
 * Which rows of the holdout are of a mint that is, but for case and blanks, that of a row to fit.
 */
public final class SharedMints {
  private SharedMints() {}

  /** Whether a model's rows are those of mints; FillNet's are attempts, several of one mint. */
  public static boolean matters(ModelName model) {
    return model != ModelName.FILLNET;
  }

  /** The mint without case and outer blanks, as a number: 64 bits tell all the mints there are. */
  static long number(String mint) {
    long hash = 0xcbf29ce484222325L;
    String plain = mint.strip().toLowerCase(Locale.ROOT);
    for (int i = 0; i < plain.length(); i++) {
      hash = (hash ^ plain.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /**
   * How many there are.
   *
   * @param rows that have their mints
   * @param trainRows how many of them are to be fitted
   */
  static long count(PackedRows rows, Cut cut, long trainRows) {
    long[] fitted = new long[Math.toIntExact(trainRows)];
    int size = 0;
    rows.rewind();
    while (rows.next()) {
      if (rows.part(cut) == Part.TRAIN) {
        fitted[size++] = rows.mint();
      }
    }
    Arrays.sort(fitted);
    long shared = 0;
    rows.rewind();
    while (rows.next()) {
      boolean isHeldOut = rows.part(cut) == Part.HOLDOUT;
      shared += isHeldOut && Arrays.binarySearch(fitted, rows.mint()) >= 0 ? 1 : 0;
    }
    return shared;
  }
}
