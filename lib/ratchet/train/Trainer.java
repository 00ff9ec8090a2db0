package ratchet.train;

import java.util.Map;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;

/** How one of the four models is fitted and judged. Implementations hold no state. */
sealed interface Trainer permits AlphaTrainer, FillNetTrainer, RugGuardTrainer, SurvivalTrainer {
  static Trainer of(ModelName model) {
    return switch (model) {
      case ALPHA -> new AlphaTrainer();
      case FILLNET -> new FillNetTrainer();
      case RUGGUARD -> new RugGuardTrainer();
      case SURVIVAL -> new SurvivalTrainer();
    };
  }

  /** What the objective fixes, by name, for the provenance. */
  Map<String, Double> hyperParameters(TrainOptions options);

  /**
   * Fits on the training rows.
   *
   * @param header without metrics
   * @throws ratchet.model.RefusalException when they do not suffice, or the optimum is not reached
   */
  FittedModel fit(TrainingData data, ModelHeader header);

  /** Writes the holdout's figures of what the runtime would serve, and the sample sizes. */
  void evaluate(ModelFile model, TrainingData data, MetricCollector collector);

  /** Sample sizes of the header, from the metrics. */
  Map<String, Long> sampleSizes(MetricCollector collector);

  /** The model under its last header, with whatever else repeats the metrics. */
  default ModelFile finish(ModelFile model, ModelHeader header) {
    return model.withHeader(header);
  }

  /** A model that scores and knows nothing, for a file that says {@code no_data}. */
  ModelFile blank(ModelHeader header, TrainOptions options);
}
