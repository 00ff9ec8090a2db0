package ratchet.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.model.Metrics;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.Interval;

/**
 * Collects metrics, and sentences (issues) about metrics that cannot be computed. Not thread-safe.
 */
final class MetricCollector {
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final List<String> issues = new ArrayList<>();

  void put(String name, double value) {
    values.put(name, value);
  }

  /**
   * @param why the issue if there is no value, e.g. {@code the holdout has one class}
   */
  void put(String name, OptionalDouble value, String why) {
    if (value.isPresent()) {
      values.put(name, value.getAsDouble());
    } else {
      issue(name + " is absent: " + why);
    }
  }

  /** Adds the estimate as {@code name}, its bounds as {@code name_lower} and {@code name_upper}. */
  void put(String name, Interval interval) {
    values.put(name, interval.estimate());
    putBounds(name, interval);
  }

  /**
   * @param estimate the value; it may be present without an interval
   * @param why the issue if there is no value
   */
  void put(String name, OptionalDouble estimate, Optional<ClusterInterval> interval, String why) {
    put(name, estimate, why);
    if (estimate.isPresent()) {
      put(
          name,
          estimate.getAsDouble(),
          interval.map(ClusterInterval::bounds),
          "too few rows of a class, or fewer than two mints");
    }
  }

  /**
   * @param why the issue if there is no interval
   */
  void put(String name, double estimate, Optional<Interval> interval, String why) {
    values.put(name, estimate);
    interval.ifPresentOrElse(
        found -> putBounds(name, found), () -> issue(name + " has no interval: " + why));
  }

  private void putBounds(String name, Interval interval) {
    values.put(name + "_lower", interval.lower());
    values.put(name + "_upper", interval.upper());
  }

  void issue(String sentence) {
    if (!issues.contains(sentence)) {
      issues.add(sentence);
    }
  }

  /** Adds all metrics and issues of the other collector. */
  void add(MetricCollector other) {
    values.putAll(other.values);
    other.issues.forEach(this::issue);
  }

  /** A sample size that was added before. */
  long count(String name) {
    return values.get(name).longValue();
  }

  Metrics metrics() {
    return new Metrics(values);
  }

  List<String> issues() {
    return List.copyOf(issues);
  }
}
