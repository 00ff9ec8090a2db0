package ratchet.train;

import java.util.Map;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;

/** Fits and evaluates one of the four models. Implementations have no state. */
sealed interface Trainer permits AlphaTrainer, FillNetTrainer, RugGuardTrainer, SurvivalTrainer {
  static Trainer of(ModelName model) {
    return switch (model) {
      case ALPHA -> new AlphaTrainer();
      case FILLNET -> new FillNetTrainer();
      case RUGGUARD -> new RugGuardTrainer();
      case SURVIVAL -> new SurvivalTrainer();
    };
  }

  /** By name, the fixed parameters of the objective, for the provenance. */
  Map<String, Double> hyperParameters(TrainOptions options);

  /**
   * Fits on the training rows.
   *
   * @param header without metrics
   * @throws ratchet.model.RefusalException if there are too few rows, or the optimum is not reached
   */
  FittedModel fit(TrainingData data, ModelHeader header);

  /** Adds the metrics of the served scores on the holdout, and the sample sizes. */
  void evaluate(ModelFile model, TrainingData data, MetricCollector collector);

  /** Sample sizes for the header, taken from the metrics. */
  Map<String, Long> sampleSizes(MetricCollector collector);

  /** The model with its final header, and metrics copied to other places that need them. */
  default ModelFile finish(ModelFile model, ModelHeader header) {
    return model.withHeader(header);
  }

  /** A model with zero weights, for a file with the status {@code no_data}. */
  ModelFile blank(ModelHeader header, TrainOptions options);
}
