package ratchet.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A small number for each route, from 0. Several threads may ask at once. */
final class RouteNumbers {
  /** What stands for a route that was not logged. */
  static final int NONE = -1;

  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();

  int of(String route) {
    if (route == null) {
      return NONE;
    }
    Integer known = numbers.get(route);
    return known == null ? add(route) : known;
  }

  private synchronized int add(String route) {
    return numbers.computeIfAbsent(route, name -> numbers.size());
  }

  int size() {
    return numbers.size();
  }
}
