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
 * is filled again and again.
 *
 * <p>A true is 1 and a false is 0; a null, a text or a nested value counts as missing. A text that
 * is not one strict JSON object, that names a number twice, or that holds a number too large for a
 * double anywhere, has no numbers at all.
 *
 * <p>The context may hold an object of its own that is meant instead, e.g. {@code
 * {"ctx":{"candidate":{"lpSol":25},"walletEquity":10}}}: where the member is an object, its numbers
 * are taken, and none of those beside it.
 */
public final class JsonInputs implements Inputs {
  /** The fast parser of doubles gives the same doubles, each the nearest to its text. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private final String member;
  private final String nested;
  private final String[] names;
  private final Numbers own;
  private final Numbers inner;

  /** Where the parser is when it reads the value that is sought; negative where none is. */
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
   * @param member the member of the document that holds the context, e.g. {@code ctx}; empty when
   *     the document is the context
   * @param names what is kept; everything else is passed over
   */
  public JsonInputs(String member, List<String> names) {
    this(member, null, names);
  }

  /**
   * @param nested the member of the context that is meant instead where it is an object, e.g.
   *     {@code candidate}; null when there is none
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

  /** Below 0 for a name that is not kept. They are few: a map takes the compiler much longer. */
  private int find(String name) {
    // a parser gives each name as the one string that literals are
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return Arrays.asList(names).indexOf(name);
  }

  /**
   * Where a name's value is.
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
   * Has the next reading remember which name has its value at this offset of the parser's bytes.
   *
   * @param byteOffset negative for none
   */
  void seek(long byteOffset) {
    soughtOffset = byteOffset;
    soughtPosition = -1;
  }

  /** The position of the name that was sought; negative where no value that is kept stood there. */
  int soughtPosition() {
    return soughtPosition;
  }

  /** Sets what another source knows better than the context; NaN for missing. */
  public void set(String name, double value) {
    own.values[position(name)] = value;
  }

  /** Puts the value of each name, in their order, into the row of a column each. */
  void copyTo(double[][] columns, int row) {
    for (int i = 0; i < own.values.length; i++) {
      columns[i][row] = own.values[i];
    }
  }

  /** Sets the value of each name, in their order; NaN for missing. */
  public void setAll(double[] all) {
    System.arraycopy(all, 0, own.values, 0, own.values.length);
  }

  /** Of bytes in UTF-8. */
  static JsonParser parser(byte[] json, int start, int length) throws IOException {
    return JSON.createParser(json, start, length);
  }

  /**
   * Takes the numbers of the next document of a parser, which then stands behind it.
   *
   * @return whether it had a context that can be used; otherwise the parser may stand anywhere
   */
  boolean readNext(JsonParser parser) throws IOException {
    clear();
    return parser.nextToken() == JsonToken.START_OBJECT && readDocument(parser);
  }

  /**
   * Takes the numbers of another text.
   *
   * @return whether there was a context that can be used
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
