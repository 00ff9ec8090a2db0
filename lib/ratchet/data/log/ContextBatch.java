package ratchet.data.log;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A number of logged {@code fill_preds} contexts that follow each other in time, as columns: first
 * their texts, and once these are parsed, their numbers.
 */
public final class ContextBatch {
  public static final List<String> NAMES =
      List.of(
          "lpSol",
          "congestionScore",
          "spreadBps",
          "volatilityBps",
          "ageSec",
          "rugProb",
          "slippageBps",
          "amountLamports");

  private static final int MOST_ROWS = 512;

  private final long[] times = new long[MOST_ROWS];
  private final int[] routes = new int[MOST_ROWS];
  private PackedJson texts = new PackedJson(MOST_ROWS);
  private boolean[] usable;
  private double[][] values;
  private int size;

  /**
   * @param json the logged text in UTF-8; null where there is none
   */
  void add(long ms, int route, byte[] json) {
    times[size] = ms;
    routes[size] = route;
    texts.add(json);
    size++;
  }

  /**
   * Takes the numbers from the texts, which are let go.
   *
   * @param inputs that know {@link #NAMES}
   */
  void parse(JsonInputs inputs) {
    usable = new boolean[size];
    values = new double[NAMES.size()][size];
    try (PackedJson.Reader reader = texts.reader(inputs)) {
      for (int row = 0; row < size; row++) {
        usable[row] = reader.next();
        inputs.copyTo(values, row);
      }
    }
    texts = null;
  }

  boolean isFull() {
    return size == MOST_ROWS;
  }

  int size() {
    return size;
  }

  long ms(int row) {
    return times[row];
  }

  int route(int row) {
    return routes[row];
  }

  /**
   * Puts the values of a row of a batch that was parsed into an array, in the order of the names.
   *
   * @param from where in the array the first goes
   * @return whether the row's context can be used
   */
  boolean copyTo(double[] into, int from, int row) {
    for (int i = 0; i < values.length; i++) {
      into[from + i] = values[i][row];
    }
    return usable[row];
  }

  /**
   * Logged JSON contexts as the bytes of their UTF-8, one behind the other, so that one parser
   * reads them all: to make one for each takes longer than to read it. Each is still read as if it
   * stood alone. What is not plainly one object from its first byte to its last (blanks around it,
   * another encoding, bytes that are no UTF-8, anything malformed) is read once more as a text of
   * its own.
   */
  static final class PackedJson {
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

  /** Contexts whose JSON is parsed when they are taken. */
  public record ParsedContexts(BatchSource<ContextBatch> source, JsonInputs inputs)
      implements BatchSource<ContextBatch> {
    public ParsedContexts(BatchSource<ContextBatch> source) {
      this(source, new JsonInputs("ctx", ContextBatch.NAMES));
    }

    @Override
    public ContextBatch next() {
      ContextBatch batch = source.next();
      if (batch != null) {
        batch.parse(inputs);
      }
      return batch;
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
