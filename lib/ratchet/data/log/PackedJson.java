package ratchet.data.log;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Logged JSON contexts as the bytes of their UTF-8, one behind the other, so that one parser reads
 * them all: to make one for each takes longer than to read it. Each is still read as if it stood
 * alone. What is not plainly one object from its first byte to its last (blanks around it, another
 * encoding, bytes that are no UTF-8, anything malformed) is read once more as a text of its own.
 */
final class PackedJson {
  private static final int USUAL_BYTES = 256;

  private byte[] bytes;
  private final int[] ends;
  private int size;

  /**
   * @param most how many will be added
   */
  PackedJson(int most) {
    bytes = new byte[most * USUAL_BYTES];
    ends = new int[most];
  }

  /**
   * @param json null counts as empty: neither holds anything
   */
  void add(byte[] json) {
    int start = start(size);
    int length = json == null ? 0 : json.length;
    int end = Math.addExact(start, length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.addExact(end, end / 2));
    }
    if (length > 0) {
      System.arraycopy(json, 0, bytes, start, length);
    }
    ends[size++] = end;
  }

  private int start(int place) {
    return place == 0 ? 0 : ends[place - 1];
  }

  /** Reads them in turn. */
  Reader reader(JsonInputs inputs) {
    return new Reader(inputs);
  }

  /** Goes from one context to the next. */
  final class Reader implements AutoCloseable {
    private final JsonInputs inputs;
    private int next;

    /** Stands at the next context; null where one must be made for it. */
    private JsonParser parser;

    /** Where in the bytes the parser began. */
    private int origin;

    private Reader(JsonInputs inputs) {
      this.inputs = inputs;
    }

    /**
     * Takes the numbers of the next context.
     *
     * @return whether there was one that can be used
     */
    boolean next() {
      int start = start(next);
      int end = ends[next++];
      if (isPlain(start, end) && isRead(start, end)) {
        return true;
      }
      // the parser stands anywhere now, but not behind this text
      close();
      return inputs.read(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    }

    /**
     * A parser that starts here takes the bytes for UTF-8; one that ends here has read an object.
     */
    private boolean isPlain(int start, int end) {
      return end - start > 1
          && bytes[start] == '{'
          && bytes[start + 1] != 0
          && bytes[end - 1] == '}';
    }

    private boolean isRead(int start, int end) {
      try {
        if (parser == null) {
          parser = JsonInputs.parser(bytes, start, ends[size - 1] - start);
          origin = start;
        }
        if (inputs.readNext(parser) && origin + parser.currentLocation().getByteOffset() == end) {
          return true;
        }
      } catch (IOException e) {
        // read once more as a text, which says whether it is malformed
      }
      return false;
    }

    @Override
    public void close() {
      if (parser != null) {
        try {
          parser.close();
        } catch (IOException e) {
          throw new IllegalStateException("a parser of bytes in memory has nothing to close", e);
        }
        parser = null;
      }
    }
  }
}
