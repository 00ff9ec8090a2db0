package ratchet.health.summary;

import java.nio.ByteBuffer;
import java.util.Locale;
import ratchet.data.training.ChronologicalSplit.Cut;
import ratchet.data.training.ChronologicalSplit.Part;
import ratchet.model.ModelName;

/**
 * Which rows of the holdout are of a mint that is, but for case and blanks, that of a row to fit.
 */
public final class SharedMints {
  private static final int PART_AT = Long.BYTES;

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
   * How many there are; rows are sorted by mint for it.
   *
   * @param rows that have their mints
   */
  static long count(SpooledRows rows, Cut cut, SpoolSpace space) {
    ByteBuffer record = ByteBuffer.allocate(PART_AT + 1);
    try (RecordSort byMint = new RecordSort(record.capacity(), space)) {
      rows.rewind();
      while (rows.next()) {
        byMint.add(record.clear().putLong(rows.mint()).put((byte) rows.part(cut).ordinal()));
      }
      return count(byMint.sorted());
    }
  }

  /**
   * @param byMint in which the rows of a mint are still in the order of time, to fit before held
   *     out
   */
  private static long count(Records byMint) {
    long shared = 0;
    boolean isFitted = false;
    long fitted = 0;
    while (byMint.next()) {
      int part = byMint.oneByte(PART_AT);
      if (part == Part.TRAIN.ordinal()) {
        isFitted = true;
        fitted = byMint.key();
      } else if (part == Part.HOLDOUT.ordinal() && isFitted && byMint.key() == fitted) {
        shared++;
      }
    }
    return shared;
  }
}
