package ratchet.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Features;
import ratchet.features.Inputs;
import ratchet.features.LoadedModel;

/**
 * The names that a model reads from a context. Immutable.
 *
 * @param places each name with its place in {@link ContextInputs}
 * @param required of each list one name must have a value
 */
record InputNames(Map<String, Integer> places, List<List<String>> required) {
  InputNames {
    places = Map.copyOf(places);
    required = List.copyOf(required);
  }

  /** Found by letting the model score once. */
  static InputNames of(LoadedModel model) {
    List<String> asked = new ArrayList<>();
    model
        .scorer()
        .score(
            name -> {
              asked.add(name);
              // a value at which no feature passes over another input
              return 1;
            });
    Map<String, Integer> places = new LinkedHashMap<>();
    asked.forEach(name -> places.putIfAbsent(name, places.size()));
    return new InputNames(places, Features.of(model.file().name()).required());
  }

  /**
   * The first name that has no value, nor any that may stand for it; empty when none is missing.
   */
  Optional<String> missing(Inputs inputs) {
    for (List<String> alternatives : required) {
      boolean there = false;
      for (String name : alternatives) {
        there |= !Double.isNaN(inputs.get(name));
      }
      if (!there) {
        return Optional.of(alternatives.get(0));
      }
    }
    return Optional.empty();
  }
}
