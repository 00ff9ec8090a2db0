package ratchet.gate;

import java.util.OptionalDouble;
import ratchet.model.ModelHeader;

/** Numbers known of one model version, by name; a rule never trusts one that is not finite. */
@FunctionalInterface
public interface MetricLookup {
  /** Of a version about which nothing could be measured. */
  MetricLookup NONE = name -> OptionalDouble.empty();

  /** The number of that name; empty where it is unknown. */
  OptionalDouble get(String name);

  /** What a model file says of itself: its metrics, and its sample sizes. */
  static MetricLookup of(ModelHeader header) {
    return header::measure;
  }
}
