package ratchet.data.log;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Logged {@code fill_preds} contexts in the order of time, as columns: first their texts and, after
 * {@link #parse}, their numbers.
 */
public final class ContextBatch {
  /** The inputs that are read from a context. */
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
   * Reads the numbers from the texts, and discards the texts.
   *
   * @param inputs that have the names {@link #NAMES}
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
   * Copies the values of a row of a parsed batch into an array, in the order of {@link #NAMES}.
   *
   * @param from index in the array of the first value
   * @return whether the row's context can be used
   */
  boolean copyTo(double[] into, int from, int row) {
    for (int i = 0; i < values.length; i++) {
      into[from + i] = values[i][row];
    }
    return usable[row];
  }

  /**
   * Logged JSON contexts as UTF-8, one after the other in one array, so that one parser reads them
   * all: creating a parser takes longer than reading one context. Each is still read as a separate
   * document. A text that is not simply one object from its first byte to its last (blanks around
   * it, another encoding, invalid UTF-8, malformed JSON) is read again as a separate text.
   *
   * <p>A text that differs from the one before in one whole number only is stored as that number
   * and not parsed: the contexts of a decision's arms are such texts.
   */
  static final class PackedJson {
    private static final int USUAL_BYTES = 256;

    /** A whole number with at most this many digits is a double without rounding. */
    private static final int MOST_DIGITS = 15;

    private byte[] bytes;
    private final int[] ends;

    /** Index in the text before of the number that differs; 0 for a text that is stored whole. */
    private final int[] numberAt;

    private final long[] numbers;

    /** The last text that is stored whole. */
    private int whole;

    private int size;

    /**
     * @param most how many texts will be added
     */
    PackedJson(int most) {
      bytes = new byte[most * USUAL_BYTES];
      ends = new int[most];
      numberAt = new int[most];
      numbers = new long[most];
    }

    /**
     * @param json null is stored as empty: neither has numbers
     */
    void add(byte[] json) {
      int start = start(size);
      if (json != null && size > 0 && isVariant(json)) {
        ends[size++] = start;
        return;
      }
      whole = size;
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

    /**
     * Whether it differs from the last whole text in one whole number only; then stores the number.
     */
    private boolean isVariant(byte[] json) {
      int start = start(whole);
      int end = ends[whole];
      int from = Arrays.mismatch(bytes, start, end, json, 0, json.length);
      while (from > 0 && isDigit(json[from - 1])) {
        from--;
      }
      if (from <= 0 || json[from - 1] != ':') {
        return false;
      }
      int to = digitsEnd(json, from, json.length);
      int wholeTo = digitsEnd(bytes, start + from, end);
      int digits = to - from;
      boolean isNumber = digits == 1 || digits > 1 && digits <= MOST_DIGITS && json[from] != '0';
      if (!isNumber
          || to == json.length
          || json[to] != ',' && json[to] != '}'
          || wholeTo == start + from
          || !Arrays.equals(bytes, wholeTo, end, json, to, json.length)) {
        return false;
      }
      long number = 0;
      for (int i = from; i < to; i++) {
        number = 10 * number + json[i] - '0';
      }
      numberAt[size] = from;
      numbers[size] = number;
      return true;
    }

    private static int digitsEnd(byte[] text, int from, int end) {
      int to = from;
      while (to < end && isDigit(text[to])) {
        to++;
      }
      return to;
    }

    private static boolean isDigit(byte character) {
      return character >= '0' && character <= '9';
    }

    private int start(int place) {
      return place == 0 ? 0 : ends[place - 1];
    }

    /** Reads the texts in their order. */
    Reader reader(JsonInputs inputs) {
      return new Reader(inputs);
    }

    /** Reads one context after another. */
    final class Reader implements AutoCloseable {
      private final JsonInputs inputs;
      private int next;

      /** Is at the next context; null if a parser must be created for it. */
      private JsonParser parser;

      /** Index in the bytes at which the parser began. */
      private int origin;

      /** The whole text that was read last. */
      private int whole;

      private boolean isWholeRead;

      /**
       * Position of the number that differs in the next text; negative if it is not among the
       * inputs.
       */
      private int varying;

      private Reader(JsonInputs inputs) {
        this.inputs = inputs;
      }

      /**
       * Reads the numbers of the next context.
       *
       * @return whether it can be used
       */
      boolean next() {
        int place = next++;
        int start = start(place);
        int end = ends[place];
        if (numberAt[place] > 0) {
          return isVariantRead(place);
        }
        whole = place;
        isWholeRead = isPlain(start, end) && isRead(start, end);
        if (isWholeRead) {
          varying = inputs.soughtPosition();
          return true;
        }
        // the parser may be anywhere in this text
        close();
        return inputs.read(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      }

      /** Sets the number if the whole text was read; else builds the text and reads it. */
      private boolean isVariantRead(int place) {
        if (isWholeRead && numberAt[place] == numberAt[whole + 1]) {
          if (varying >= 0) {
            inputs.setAt(varying, numbers[place]);
          }
          return true;
        }
        isWholeRead = false;
        int start = start(whole);
        int numberStart = start + numberAt[place];
        int numberEnd = digitsEnd(bytes, numberStart, ends[whole]);
        return inputs.read(
            new String(bytes, start, numberAt[place], StandardCharsets.UTF_8)
                + numbers[place]
                + new String(bytes, numberEnd, ends[whole] - numberEnd, StandardCharsets.UTF_8));
      }

      /**
       * Whether a parser takes the bytes for UTF-8, and has read an object if it ends at the end.
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
          boolean isVaried = next < size && numberAt[next] > 0;
          inputs.seek(isVaried ? start - origin + numberAt[next] : -1);
          if (inputs.readNext(parser) && origin + parser.currentLocation().getByteOffset() == end) {
            return true;
          }
        } catch (IOException e) {
          // read again as a text, which decides whether it is malformed
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

  /** A source that parses the batches of another source. */
  public record ParsedContexts(BatchSource<ContextBatch> source, JsonInputs inputs)
      implements BatchSource<ContextBatch> {
    /** Parses the inputs {@link ContextBatch#NAMES}. */
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
