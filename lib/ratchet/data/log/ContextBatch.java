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
   *
   * <p>A text that is the one before but for one whole number is held as that number, and is not
   * parsed: the contexts of the arms of a decision are such texts.
   */
  static final class PackedJson {
    private static final int USUAL_BYTES = 256;

    /** So many digits are a double without rounding. */
    private static final int MOST_DIGITS = 15;

    private byte[] bytes;
    private final int[] ends;

    /** Where in the text before the number stands that differs; 0 for a text that is held whole. */
    private final int[] numberAt;

    private final long[] numbers;

    /** The last text that is held whole. */
    private int whole;

    private int size;

    /**
     * @param most how many will be added
     */
    PackedJson(int most) {
      bytes = new byte[most * USUAL_BYTES];
      ends = new int[most];
      numberAt = new int[most];
      numbers = new long[most];
    }

    /**
     * @param json null counts as empty: neither holds anything
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

    /** Whether it is the last whole text but for one whole number; then the number is kept. */
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

      /** The whole text that was read last. */
      private int whole;

      private boolean isWholeRead;

      /** Which number differs in the text behind it; negative where it is one that is not kept. */
      private int varying;

      private Reader(JsonInputs inputs) {
        this.inputs = inputs;
      }

      /**
       * Takes the numbers of the next context.
       *
       * @return whether there was one that can be used
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
        // the parser stands anywhere now, but not behind this text
        close();
        return inputs.read(new String(bytes, start, end - start, StandardCharsets.UTF_8));
      }

      /** The number is set where the whole text had its own; else the text is put together. */
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
          boolean isVaried = next < size && numberAt[next] > 0;
          inputs.seek(isVaried ? start - origin + numberAt[next] : -1);
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
