package ratchet.data.training;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Keys stored as UTF-8 bytes in large arrays: half the memory of strings, and few objects. Keys can
 * only be added; {@link #get} makes a new string each time.
 */
final class KeyList extends AbstractList<String> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PIECE_KEYS = 1 << 12;
  private static final int USUAL_BYTES = 64;

  /**
   * @param ends index after the last byte of each key
   */
  private record Piece(byte[] bytes, int[] ends) implements Serializable {}

  private final ArrayList<Piece> pieces = new ArrayList<>();

  /** Keys that do not fill a piece yet. */
  private byte[] bytes = new byte[PIECE_KEYS * USUAL_BYTES];

  private int[] ends = new int[PIECE_KEYS];
  private int size;

  @Override
  public boolean add(String key) {
    add(key.getBytes(StandardCharsets.UTF_8));
    return true;
  }

  /** Adds a key given in UTF-8. */
  void add(byte[] utf8) {
    int place = size % PIECE_KEYS;
    int start = start(ends, place);
    int end = Math.addExact(start, utf8.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(end, end / 2));
    }
    System.arraycopy(utf8, 0, bytes, start, utf8.length);
    ends[place] = end;
    size++;
    if (place == PIECE_KEYS - 1) {
      pieces.add(new Piece(Arrays.copyOf(bytes, end), ends));
      ends = new int[PIECE_KEYS];
    }
  }

  @Override
  public String get(int index) {
    return new String(utf8(index), StandardCharsets.UTF_8);
  }

  /** The bytes of a key. */
  byte[] utf8(int index) {
    Objects.checkIndex(index, size);
    int piece = index / PIECE_KEYS;
    int place = index % PIECE_KEYS;
    boolean isLast = piece == pieces.size();
    byte[] all = isLast ? bytes : pieces.get(piece).bytes;
    int[] allEnds = isLast ? ends : pieces.get(piece).ends;
    return Arrays.copyOfRange(all, start(allEnds, place), allEnds[place]);
  }

  private static int start(int[] ends, int place) {
    return place == 0 ? 0 : ends[place - 1];
  }

  /** Compares two keys by their bytes, which is the order of code points. */
  int compare(int a, int b) {
    return Arrays.compareUnsigned(utf8(a), utf8(b));
  }

  @Override
  public int size() {
    return size;
  }
}
