package ratchet.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.ModelHeader;
import ratchet.train.solver.LabelledRows;

/** Converts between the arrays of the solvers and the lists of a model file. */
final class WeightConversion {
  private WeightConversion() {}

  static List<Double> list(double[] weights) {
    return Arrays.stream(weights).boxed().toList();
  }

  /** One zero per feature of the header. */
  static List<Double> zero(ModelHeader header) {
    return Collections.nCopies(header.features().size(), 0.0);
  }

  static Map<String, Long> sizes(long train, long holdout) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    sizes.put("train_size", train);
    sizes.put("holdout_size", holdout);
    return sizes;
  }

  static double dot(double[] weights, double[] vector) {
    double sum = 0;
    for (int j = 0; j < vector.length; j++) {
      sum += weights[j] * vector[j];
    }
    return sum;
  }

  /**
   * By row, a figure of the served score.
   *
   * @param figure selects the figure of a score
   */
  static double[] served(Scorer scorer, LabelledRows rows, ToDoubleFunction<Score> figure) {
    double[] vector = new double[rows.columns().length];
    double[] served = new double[rows.size()];
    for (int i = 0; i < served.length; i++) {
      rows.vector(i, vector);
      served[i] = figure.applyAsDouble(scorer.score(vector));
    }
    return served;
  }

  /**
   * By row, the value of a function of the features.
   *
   * @param score function of a feature vector; the array is reused, so it must not be kept
   */
  static double[] scores(LabelledRows rows, ToDoubleFunction<double[]> score) {
    double[] vector = new double[rows.columns().length];
    double[] scores = new double[rows.size()];
    for (int i = 0; i < scores.length; i++) {
      rows.vector(i, vector);
      scores[i] = score.applyAsDouble(vector);
    }
    return scores;
  }
}
