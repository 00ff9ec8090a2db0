package ratchet.data.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A small number for each route, from 0. Routes are looked up by their logged bytes, without a
 * string for each. Thread-safe.
 */
public final class RouteNumbers {
  /** The number of a route that was not logged. */
  static final int NONE = -1;

  /** The number of routes that are searched one by one; others are looked up in the map. */
  private static final int FEW = 16;

  /** The first ones, by number. */
  private volatile byte[][] first = {};

  private final Map<ByteBuffer, Integer> numbers = new HashMap<>();

  /**
   * The number of a route; a new route gets the next number.
   *
   * @param route in UTF-8; null where none was logged
   */
  int of(byte[] route) {
    if (route == null) {
      return NONE;
    }
    byte[][] known = first;
    for (int number = 0; number < known.length; number++) {
      if (Arrays.equals(known[number], route)) {
        return number;
      }
    }
    return ofMany(route);
  }

  private synchronized int ofMany(byte[] route) {
    int number = numbers.computeIfAbsent(ByteBuffer.wrap(route), added -> numbers.size());
    if (number == first.length && number < FEW) {
      byte[][] longer = Arrays.copyOf(first, number + 1);
      longer[number] = route;
      first = longer;
    }
    return number;
  }

  /** The route of a number; empty for {@link #NONE} and for a number that is not in use. */
  synchronized String name(int route) {
    for (Map.Entry<ByteBuffer, Integer> known : numbers.entrySet()) {
      if (known.getValue() == route) {
        return new String(known.getKey().array(), StandardCharsets.UTF_8);
      }
    }
    return "";
  }
}
