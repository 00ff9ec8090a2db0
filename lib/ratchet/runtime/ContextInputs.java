package ratchet.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ratchet.features.Inputs;
import ratchet.features.Scorer;

/**
 * One decision's context: the values of the names that a model reads, and of no others. It is
 * filled again for the next context of a batch. Not thread-safe.
 */
final class ContextInputs implements Inputs {
  private final Map<String, Integer> places;
  private final double[] values;

  private ContextInputs(Map<String, Integer> places) {
    this.places = places;
    this.values = new double[places.size()];
    clear();
  }

  /** Which names a model reads, each with its place; found by letting it score once. */
  static Map<String, Integer> placesOf(Scorer scorer) {
    List<String> asked = new ArrayList<>();
    scorer.score(
        name -> {
          asked.add(name);
          // a value at which no feature passes over another input
          return 1;
        });
    Map<String, Integer> places = new HashMap<>();
    asked.forEach(name -> places.putIfAbsent(name, places.size()));
    return Map.copyOf(places);
  }

  static ContextInputs of(Map<String, Integer> places) {
    return new ContextInputs(places);
  }

  /** Whether the model reads this name. */
  boolean reads(String name) {
    return places.containsKey(name);
  }

  void put(String name, double value) {
    values[places.get(name)] = value;
  }

  /** All missing. */
  void clear() {
    Arrays.fill(values, Double.NaN);
  }

  @Override
  public double get(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalStateException("the model did not ask for " + name + " before");
    }
    return values[place];
  }
}
