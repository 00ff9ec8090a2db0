package ratchet.data;

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
 */
final class JsonInputs implements Inputs {
  /** The fast parser of doubles gives the same doubles, each the nearest to its text. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private final String member;
  private final String[] names;
  private final double[] values;
  private final boolean[] seen;

  /**
   * @param member the member of the document that holds the context, e.g. {@code ctx}; empty when
   *     the document is the context
   * @param names what is kept; everything else is passed over
   */
  JsonInputs(String member, List<String> names) {
    this.member = member;
    this.names = names.toArray(String[]::new);
    values = new double[names.size()];
    seen = new boolean[names.size()];
  }

  @Override
  public double get(String name) {
    int position = find(name);
    return position < 0 ? Double.NaN : values[position];
  }

  /** Below 0 for a name that is not kept. They are few: a map takes the compiler much longer. */
  private int find(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
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
    return values[position];
  }

  /** Sets what another source knows better than the context; NaN for missing. */
  void set(String name, double value) {
    values[position(name)] = value;
  }

  /** Puts the value of each name, in their order, into the row of a column each. */
  void copyTo(double[][] columns, int row) {
    for (int i = 0; i < values.length; i++) {
      columns[i][row] = values[i];
    }
  }

  /** Sets the value of each name, in their order; NaN for missing. */
  void setAll(double[] all) {
    System.arraycopy(all, 0, values, 0, values.length);
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
  boolean read(String json) {
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
    Arrays.fill(values, Double.NaN);
    Arrays.fill(seen, false);
  }

  private boolean readDocument(JsonParser parser) throws IOException {
    boolean found = member.isEmpty();
    boolean inContext = found;
    int contextDepth = 1;
    int depth = 1;
    String name = "";
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        return false;
      }
      if (token == JsonToken.FIELD_NAME) {
        name = parser.currentName();
      } else if (token.isStructStart()) {
        depth++;
        if (depth == 2 && token == JsonToken.START_OBJECT && !found && name.equals(member)) {
          found = true;
          inContext = true;
          contextDepth = 2;
        }
      } else if (token.isStructEnd()) {
        inContext &= depth > contextDepth || member.isEmpty();
        depth--;
      } else if (!take(parser, token, inContext && depth == contextDepth ? name : "")) {
        return false;
      }
    }
    return found;
  }

  private boolean take(JsonParser parser, JsonToken token, String name) throws IOException {
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
    if (position < 0) {
      return true;
    }
    if (seen[position]) {
      return false;
    }
    seen[position] = true;
    values[position] = value;
    return true;
  }
}
