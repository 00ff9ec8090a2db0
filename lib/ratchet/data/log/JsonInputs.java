package ratchet.data.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import ratchet.features.Inputs;

/**
 * The numbers of one logged JSON context, read from the text without building a tree. One instance
 * is reused for many contexts. Not thread-safe.
 *
 * <p>A true is 1 and a false is 0; a null, a text or a nested value counts as missing. A text
 * cannot be used if it is not one strict JSON object, has a kept name twice, or has a number too
 * large for a double.
 *
 * <p>The context may have a nested object that is used instead, e.g. {@code
 * {"ctx":{"candidate":{"lpSol":25},"walletEquity":10}}}: if that member is an object, its numbers
 * are used, and none of those beside it.
 */
public final class JsonInputs implements Inputs {
  /** The fast parser of doubles is exact: each double is the nearest to its text. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private final String member;
  private final String nested;
  private final String[] names;
  private final Numbers own;
  private final Numbers inner;

  /** Byte offset of the value that is sought; negative for none. */
  private long soughtOffset = -1;

  private int soughtPosition = -1;
  private Numbers soughtIn;

  /** The numbers of one object. */
  private static final class Numbers {
    private final double[] values;
    private final boolean[] seen;
    private boolean isTwice;

    private Numbers(int size) {
      values = new double[size];
      seen = new boolean[size];
    }

    private void clear() {
      Arrays.fill(values, Double.NaN);
      Arrays.fill(seen, false);
      isTwice = false;
    }

    private void put(int position, double value) {
      isTwice |= seen[position];
      seen[position] = true;
      values[position] = value;
    }
  }

  /**
   * Reads a context that has no nested object.
   *
   * @param member the member of the document that holds the context, e.g. {@code ctx}; empty when
   *     the document is the context
   * @param names of the numbers to keep; all others are ignored
   */
  public JsonInputs(String member, List<String> names) {
    this(member, null, names);
  }

  /**
   * Reads a context, or an object nested in it.
   *
   * @param nested the member of the context that is used instead if it is an object, e.g. {@code
   *     candidate}; null when there is none
   */
  public JsonInputs(String member, String nested, List<String> names) {
    this.member = member;
    this.nested = nested;
    this.names = names.toArray(String[]::new);
    own = new Numbers(names.size());
    inner = nested == null ? own : new Numbers(names.size());
  }

  @Override
  public double get(String name) {
    int position = find(name);
    return position < 0 ? Double.NaN : own.values[position];
  }

  /**
   * Index of a name; below 0 for one that is not kept. They are few: a map is slower to compile.
   */
  private int find(String name) {
    // a parser interns names, as literals are
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return Arrays.asList(names).indexOf(name);
  }

  /**
   * The position of a name's value.
   *
   * @throws IllegalArgumentException for a name that is not kept
   */
  int position(String name) {
    int position = find(name);
    if (position < 0) {
      throw new IllegalArgumentException("no input " + name + " among " + Arrays.toString(names));
    }
    return position;
  }

  /** The value at a position; NaN for missing. */
  double at(int position) {
    return own.values[position];
  }

  /** Sets the value at a position. */
  void setAt(int position, double value) {
    own.values[position] = value;
  }

  /**
   * Makes the next read remember which name has its value at this byte offset of the parser.
   *
   * @param byteOffset negative for none
   */
  void seek(long byteOffset) {
    soughtOffset = byteOffset;
    soughtPosition = -1;
  }

  /** The position of the value that was sought; negative if no value at that offset was kept. */
  int soughtPosition() {
    return soughtPosition;
  }

  /** Replaces a value of the context by that of another source; NaN for missing. */
  public void set(String name, double value) {
    own.values[position(name)] = value;
  }

  /** Copies the value of each name, in their order, to a row of its column. */
  void copyTo(double[][] columns, int row) {
    for (int i = 0; i < own.values.length; i++) {
      columns[i][row] = own.values[i];
    }
  }

  /** Sets the value of each name, in their order; NaN for missing. */
  public void setAll(double[] all) {
    System.arraycopy(all, 0, own.values, 0, own.values.length);
  }

  /** A parser of UTF-8 bytes. */
  static JsonParser parser(byte[] json, int start, int length) throws IOException {
    return JSON.createParser(json, start, length);
  }

  /**
   * Reads the numbers of the next document of a parser, which is then after it.
   *
   * @return whether it has a context that can be used; otherwise the parser may be anywhere
   */
  boolean readNext(JsonParser parser) throws IOException {
    clear();
    return parser.nextToken() == JsonToken.START_OBJECT && readDocument(parser);
  }

  /**
   * Reads the numbers of a text, which may be null. The caller must not use them if it returns
   * false.
   *
   * @return whether it has a context that can be used
   */
  public boolean read(String json) {
    if (json == null) {
      clear();
      return false;
    }
    try (JsonParser parser = JSON.createParser(json)) {
      return readNext(parser) && parser.nextToken() == null;
    } catch (IOException e) {
      // malformed text is counted by the caller, not an error: one bad row must not end a training
      return false;
    }
  }

  private void clear() {
    own.clear();
    inner.clear();
  }

  private boolean readDocument(JsonParser parser) throws IOException {
    boolean found = member.isEmpty();
    int contextDepth = found ? 1 : 2;
    boolean inContext = found;
    boolean inNested = false;
    int nestedTimes = 0;
    boolean isNested = false;
    int depth = 1;
    String name = "";
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return false;
      }
      if (token == JsonToken.FIELD_NAME) {
        name = parser.currentName();
        if (inContext && depth == contextDepth && name.equals(nested)) {
          nestedTimes++;
        }
      } else if (token.isStructStart()) {
        depth++;
        if (token == JsonToken.START_OBJECT) {
          if (depth == 2 && !found && name.equals(member)) {
            found = true;
            inContext = true;
          } else if (inContext
              && depth == contextDepth + 1
              && nestedTimes == 1
              && name.equals(nested)) {
            isNested = true;
            inNested = true;
          }
        }
      } else if (token.isStructEnd()) {
        inNested &= depth > contextDepth + 1;
        inContext &= depth > contextDepth;
        depth--;
      } else {
        boolean isOwn = inContext && depth == contextDepth;
        boolean isInner = inNested && depth == contextDepth + 1;
        if (!take(parser, token, isOwn || isInner ? name : "", isInner ? inner : own)) {
          return false;
        }
      }
    }
    if (isNested) {
      System.arraycopy(inner.values, 0, own.values, 0, own.values.length);
      soughtPosition = soughtIn == inner ? soughtPosition : -1;
    }
    return found && nestedTimes <= 1 && !(isNested ? inner : own).isTwice;
  }

  private boolean take(JsonParser parser, JsonToken token, String name, Numbers into)
      throws IOException {
    double value = Double.NaN;
    if (token.isNumeric()) {
      value = parser.getDoubleValue();
      if (Double.isInfinite(value)) {
        return false;
      }
    } else if (token.isBoolean()) {
      value = token == JsonToken.VALUE_TRUE ? 1 : 0;
    }
    int position = find(name);
    if (position >= 0) {
      into.put(position, value);
      if (soughtOffset >= 0
          && soughtPosition < 0
          && parser.currentTokenLocation().getByteOffset() == soughtOffset) {
        soughtPosition = position;
        soughtIn = into;
      }
    }
    return true;
  }
}
