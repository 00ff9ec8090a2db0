package ratchet.runtime;

import java.util.Arrays;
import java.util.Map;
import ratchet.features.Inputs;

/**
 * The context of one decision: the values of the names that a model reads, and no others; NaN means
 * missing. The object is reused for the next context of a batch. Not thread-safe.
 */
final class ContextInputs implements Inputs {
  private final Map<String, Integer> places;
  private final double[] values;

  ContextInputs(InputNames names) {
    this.places = names.places();
    this.values = new double[places.size()];
    clear();
  }

  /** Whether the model reads this name. */
  boolean reads(String name) {
    return places.containsKey(name);
  }

  void put(String name, double value) {
    values[places.get(name)] = value;
  }

  /** Marks every value as missing. */
  void clear() {
    Arrays.fill(values, Double.NaN);
  }

  @Override
  public double get(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new IllegalStateException(
          "the model did not read " + name + " when its inputs were listed");
    }
    return values[place];
  }
}
