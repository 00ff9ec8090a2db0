package ratchet.data;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A small number for each route, from 0. Routes are asked for by their bytes, as logged: they are
 * few, and a text need not be made of each. Several threads may ask at once.
 */
final class RouteNumbers {
  /** What stands for a route that was not logged. */
  static final int NONE = -1;

  private final Map<ByteBuffer, Integer> numbers = new ConcurrentHashMap<>();

  /**
   * @param route in UTF-8; null where none was logged
   */
  int of(byte[] route) {
    if (route == null) {
      return NONE;
    }
    Integer known = numbers.get(ByteBuffer.wrap(route));
    return known == null ? add(route) : known;
  }

  private synchronized int add(byte[] route) {
    return numbers.computeIfAbsent(ByteBuffer.wrap(route), added -> numbers.size());
  }
}
