package ratchet.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What every model file says of itself.
 *
 * @param created when the file was written
 * @param status {@code ok}, {@code degraded}, {@code no_data}, {@code insufficient_samples}, or
 *     whatever else a trainer claims; only a gate or a runtime judges it
 * @param features feature names in the order of the weights; may be empty for survival
 * @param metrics of the holdout, flat
 * @param sampleSizes {@code train_size} and {@code holdout_size}, or {@code sample_size}
 * @param issues what could not be computed and why, one sentence each
 * @param goldenScores what the trainer's own scorer gave on the fixed inputs of {@code
 *     ratchet.features.GoldenInputs}; empty when the file does not say
 * @param provenance absent in files that other trainers wrote
 */
public record ModelHeader(
    Instant created,
    String status,
    List<String> features,
    Metrics metrics,
    Map<String, Long> sampleSizes,
    List<String> issues,
    List<Double> goldenScores,
    Optional<Provenance> provenance) {
  /** The only status that may be promoted. */
  public static final String STATUS_OK = "ok";

  /**
   * The default of {@code serve --max-age}: a weekly job may be late, or fail once, for three days
   * before the version it did not replace is called degraded.
   */
  public static final Duration LONGEST_SERVED = Duration.ofDays(10);

  public ModelHeader {
    features = List.copyOf(features);
    sampleSizes = Collections.unmodifiableMap(new LinkedHashMap<>(sampleSizes));
    issues = List.copyOf(issues);
    goldenScores = List.copyOf(goldenScores);
  }

  /** A metric by name or, where no metric is called so, a sample size. */
  public OptionalDouble measure(String name) {
    OptionalDouble metric = metrics.get(name);
    if (metric.isPresent()) {
      return metric;
    }
    Long size = sampleSizes.get(name);
    return size == null ? OptionalDouble.empty() : OptionalDouble.of(size);
  }

  public ModelHeader withGoldenScores(List<Double> scores) {
    return new ModelHeader(
        created, status, features, metrics, sampleSizes, issues, scores, provenance);
  }
}
