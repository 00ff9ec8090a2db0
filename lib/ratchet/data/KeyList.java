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
  private int size;

  @Override
  public boolean add(String key) {
    byte[] added = key.getBytes(StandardCharsets.UTF_8);
    int place = size % PIECE_KEYS;
    if (place == 0) {
      pieces.add(new Piece(new byte[PIECE_KEYS * USUAL_BYTES], new int[PIECE_KEYS]));
    }
    Piece piece = pieces.get(pieces.size() - 1);
    int start = place == 0 ? 0 : piece.ends[place - 1];
    int end = Math.addExact(start, added.length);
    if (end > piece.bytes.length) {
      piece = new Piece(Arrays.copyOf(piece.bytes, Math.addExact(end, end / 2)), piece.ends);
      pieces.set(pieces.size() - 1, piece);
    }
    System.arraycopy(added, 0, piece.bytes, start, added.length);
    piece.ends[place] = end;
    size++;
    return true;
  }

  @Override
  public String get(int index) {
    Objects.checkIndex(index, size);
    Piece piece = pieces.get(index / PIECE_KEYS);
    int place = index % PIECE_KEYS;
    int start = place == 0 ? 0 : piece.ends[place - 1];
    return new String(piece.bytes, start, piece.ends[place] - start, StandardCharsets.UTF_8);
  }

  @Override
  public int size() {
    return size;
  }
}
