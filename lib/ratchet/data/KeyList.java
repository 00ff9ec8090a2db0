package ratchet.data;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Keys kept as the bytes of their UTF-8, one after the other: half of what as many texts take, and
 * in few objects. Only ever added to; a key that is asked for is made anew each time.
 */
final class KeyList extends AbstractList<String> implements RandomAccess {
  private static final int PIECE_KEYS = 1 << 12;
  private static final int USUAL_BYTES = 64;

  /**
   * @param ends of each key in the bytes
   */
  private record Piece(byte[] bytes, int[] ends) {}

  private final List<Piece> pieces = new ArrayList<>();

  /** Where keys go until there are enough for a piece. */
  private byte[] bytes = new byte[PIECE_KEYS * USUAL_BYTES];

  private int[] ends = new int[PIECE_KEYS];
  private int size;

  @Override
  public boolean add(String key) {
    byte[] added = key.getBytes(StandardCharsets.UTF_8);
    int place = size % PIECE_KEYS;
    int start = place == 0 ? 0 : ends[place - 1];
    int end = Math.addExact(start, added.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(end, end / 2));
    }
    System.arraycopy(added, 0, bytes, start, added.length);
    ends[place] = end;
    size++;
    if (place == PIECE_KEYS - 1) {
      pieces.add(new Piece(Arrays.copyOf(bytes, end), ends));
      ends = new int[PIECE_KEYS];
    }
    return true;
  }

  @Override
  public String get(int index) {
    Objects.checkIndex(index, size);
    int piece = index / PIECE_KEYS;
    int place = index % PIECE_KEYS;
    return piece < pieces.size()
        ? key(pieces.get(piece).bytes, pieces.get(piece).ends, place)
        : key(bytes, ends, place);
  }

  private static String key(byte[] bytes, int[] ends, int place) {
    int start = place == 0 ? 0 : ends[place - 1];
    return new String(bytes, start, ends[place] - start, StandardCharsets.UTF_8);
  }

  @Override
  public int size() {
    return size;
  }
}
