package ratchet.health.summary;

import java.util.Arrays;
import java.util.Locale;
import ratchet.data.training.ChronologicalSplit.Cut;
import ratchet.data.training.ChronologicalSplit.Part;
import ratchet.model.ModelName;

/**
 * Counts the holdout rows whose mint is also in the training rows, apart from case and outer
 * blanks.
 */
public final class SharedMints {
  private SharedMints() {}

  /**
   * Whether a model has one row per mint; false for FillNet, whose rows are attempts, several per
   * mint.
   */
  public static boolean matters(ModelName model) {
    return model != ModelName.FILLNET;
  }

  /**
   * A 64-bit hash of the mint in lower case without outer blanks; 64 bits are enough to distinguish
   * all mints.
   */
  static long number(String mint) {
    long hash = 0xcbf29ce484222325L;
    String plain = mint.strip().toLowerCase(Locale.ROOT);
    for (int i = 0; i < plain.length(); i++) {
      hash = (hash ^ plain.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /**
   * The number of such holdout rows.
   *
   * @param rows the rows with their mints
   * @param trainRows number of training rows among them
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
