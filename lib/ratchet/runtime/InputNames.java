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
 * @param places each name and its index in {@link ContextInputs}
 * @param required lists of alternatives: in each list, at least one name must have a value
 */
record InputNames(Map<String, Integer> places, List<List<String>> required) {
  InputNames {
    places = Map.copyOf(places);
    required = List.copyOf(required);
  }

  /** Finds the names by scoring once and recording which inputs the model reads. */
  static InputNames of(LoadedModel model) {
    List<String> read = new ArrayList<>();
    model
        .scorer()
        .score(
            name -> {
              read.add(name);
              // with this value no feature skips another input
              return 1;
            });
    Map<String, Integer> places = new LinkedHashMap<>();
    read.forEach(name -> places.putIfAbsent(name, places.size()));
    return new InputNames(places, Features.of(model.file().name()).required());
  }

  /**
   * The first required input for which neither its name nor an alternative has a value; empty when
   * none is missing.
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
