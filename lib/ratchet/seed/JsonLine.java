package ratchet.seed;

/** A flat JSON object on one line, written in the order of the calls. Names need no escape. */
final class JsonLine {
  private final StringBuilder text = new StringBuilder(256).append('{');

  JsonLine put(String name, double value) {
    name(name);
    // services write 3 where Java writes 3.0
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      text.append((long) value);
    } else {
      text.append(value);
    }
    return this;
  }

  JsonLine put(String name, String value) {
    name(name);
    text.append('"').append(value).append('"');
    return this;
  }

  JsonLine put(String name, boolean value) {
    name(name);
    text.append(value);
    return this;
  }

  JsonLine put(String name, double[] values) {
    name(name);
    text.append('[');
    for (int i = 0; i < values.length; i++) {
      text.append(i == 0 ? "" : ",").append(values[i]);
    }
    text.append(']');
    return this;
  }

  /** A value that is JSON already. */
  JsonLine putJson(String name, String json) {
    name(name);
    text.append(json);
    return this;
  }

  /** The unsigned number that stands for a context in {@code ctx_hash}. */
  static double hash(String json) {
    return Integer.toUnsignedLong(json.hashCode());
  }

  String end() {
    return text.append('}').toString();
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    text.append('"').append(name).append("\":");
  }
}
