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
 * The fields that every model file has.
 *
 * @param created when the file was written
 * @param status {@code ok}, {@code degraded}, {@code no_data}, {@code insufficient_samples}, or any
 *     other text; it is not checked here, only by gates and runtimes
 * @param features feature names in the order of the weights; may be empty for survival
 * @param metrics metrics of the holdout unless the name contains {@code _train} or {@code _cv}
 * @param sampleSizes {@code train_size} and {@code holdout_size}, or {@code sample_size}
 * @param issues one sentence for each figure that could not be computed, with the reason
 * @param goldenScores scores of the trainer's own scorer on the fixed inputs of {@code
 *     ratchet.features.GoldenInputs}; empty when the file has none
 * @param provenance how the model was trained; empty in files of other trainers
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
   * The default of {@code serve --max-age}: a weekly training job may be up to three days late
   * before the served version becomes degraded.
   */
  public static final Duration LONGEST_SERVED = Duration.ofDays(10);

  public ModelHeader {
    features = List.copyOf(features);
    sampleSizes = Collections.unmodifiableMap(new LinkedHashMap<>(sampleSizes));
    issues = List.copyOf(issues);
    goldenScores = List.copyOf(goldenScores);
  }

  /**
   * The metric with this name, else the sample size with this name; empty when there is neither.
   */
  public OptionalDouble measure(String name) {
    OptionalDouble metric = metrics.get(name);
    if (metric.isPresent()) {
      return metric;
    }
    Long size = sampleSizes.get(name);
    return size == null ? OptionalDouble.empty() : OptionalDouble.of(size);
  }

  /** A copy with these golden scores. */
  public ModelHeader withGoldenScores(List<Double> scores) {
    return new ModelHeader(
        created, status, features, metrics, sampleSizes, issues, scores, provenance);
  }
}
