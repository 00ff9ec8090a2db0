package ratchet.health;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ratchet.health.summary.FeatureHistogram;
import ratchet.health.summary.LabelRate;
import ratchet.health.summary.LabelSummary;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Summary of the rows of one trainer.
 *
 * @param obstacle why there are no rows, e.g. a missing table; empty when there are rows
 * @param trainRows number of training rows
 * @param holdoutRows number of holdout rows
 * @param holdoutFrom decisions from this time on are the holdout; empty without rows
 * @param features histograms in the order of the feature vector; empty without rows
 * @param labels the two-class labels; empty without rows
 */
public record ModelProfile(
    ModelName model,
    Optional<String> obstacle,
    long trainRows,
    long holdoutRows,
    Optional<Instant> holdoutFrom,
    List<FeatureHistogram> features,
    List<LabelRate> labels) {
  public ModelProfile {
    features = List.copyOf(features);
    labels = List.copyOf(labels);
  }

  static ModelProfile of(HealthContext context, ModelName model) {
    Optional<String> obstacle =
        context
            .obstacle(model)
            .or(
                () ->
                    context.summary(model).rows() > 0
                        ? Optional.empty()
                        : Optional.of("there is no row to train " + model.id() + " from"));
    if (obstacle.isPresent()) {
      return new ModelProfile(model, obstacle, 0, 0, Optional.empty(), List.of(), List.of());
    }
    SetSummary summary = context.summary(model);
    return new ModelProfile(
        model,
        Optional.empty(),
        summary.trainRows(),
        summary.holdoutRows(),
        Optional.of(Instant.ofEpochMilli(summary.holdoutFromMs().orElseThrow())),
        summary.features().stream().map(FeatureHistogram::of).toList(),
        summary.labels().values().stream().map(LabelSummary::rate).toList());
  }
}
