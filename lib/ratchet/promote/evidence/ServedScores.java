package ratchet.promote.evidence;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

/** Scores rows of a training set with a model version, by the scorer that also serves it. */
public final class ServedScores {
  private ServedScores() {}

  /** Whether the model has a score for a label. */
  static boolean has(LoadedModel model, String label) {
    return score(model, label).isPresent();
  }

  /**
   * Whether equal scores of two versions lead to equal decisions: a RugGuard file has a threshold,
   * and a Survival file has trail parameters.
   */
  static boolean decideAlike(LoadedModel one, LoadedModel other) {
    if (one.file() instanceof RugGuardModel ours && other.file() instanceof RugGuardModel theirs) {
      return ours.threshold() == theirs.threshold();
    }
    return !(one.file() instanceof SurvivalModel ours
            && other.file() instanceof SurvivalModel theirs)
        || ours.params().equals(theirs.params());
  }

  /**
   * The scores of rows.
   *
   * @param label the label that the score predicts; for survival {@code event}, with the log-odds
   *     of the fitted hazard against the baseline as score
   * @return one score per element of {@code rows}; empty when the model has no score for the label
   */
  public static Optional<double[]> of(
      LoadedModel model, String label, TrainingSet set, int[] rows) {
    Optional<ToDoubleFunction<double[]>> score = score(model, label);
    return score.map(function -> all(function, set, rows));
  }

  /**
   * The scoring function of a model.
   *
   * @param label as of {@link #of(LoadedModel, String, TrainingSet, int[])}
   * @return the score of one feature vector; empty when the model has no score for the label
   */
  public static Optional<ToDoubleFunction<double[]>> of(LoadedModel model, String label) {
    return score(model, label);
  }

  private static Optional<ToDoubleFunction<double[]>> score(LoadedModel model, String label) {
    Scorer scorer = model.scorer();
    return switch (model.file().name()) {
      case ALPHA -> alpha(scorer, label);
      case FILLNET -> fillNet(scorer, label);
      case RUGGUARD ->
          label.equals("label_rug")
              ? Optional.of(vector -> ((Score.RugGuard) scorer.score(vector)).rugProb())
              : Optional.empty();
      case SURVIVAL ->
          ((SurvivalModel) model.file())
              .hazard()
              .filter(hazard -> label.equals("event"))
              .map(hazard -> vector -> dot(hazard.coefficients(), vector));
    };
  }

  private static Optional<ToDoubleFunction<double[]>> fillNet(Scorer scorer, String label) {
    return switch (label) {
      case "y_fill" -> Optional.of(vector -> ((Score.FillNet) scorer.score(vector)).pFill());
      case "y_slip_bps" ->
          Optional.of(vector -> ((Score.FillNet) scorer.score(vector)).expSlipBps());
      case "y_ttl_ms" -> Optional.of(vector -> ((Score.FillNet) scorer.score(vector)).expTimeMs());
      default -> Optional.empty();
    };
  }

  private static Optional<ToDoubleFunction<double[]>> alpha(Scorer scorer, String label) {
    String prefix = "y_payoff_";
    if (!label.startsWith(prefix)) {
      return Optional.empty();
    }
    String horizon = label.substring(prefix.length());
    double[] zero = new double[scorer.model().header().features().size()];
    boolean known = ((Score.Alpha) scorer.score(zero)).byHorizon().containsKey(horizon);
    return known
        ? Optional.of(vector -> ((Score.Alpha) scorer.score(vector)).byHorizon().get(horizon))
        : Optional.empty();
  }

  private static double dot(List<Double> weights, double[] vector) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += weights.get(i) * vector[i];
    }
    return sum;
  }

  private static double[] all(ToDoubleFunction<double[]> score, TrainingSet set, int[] rows) {
    double[] vector = new double[set.features().length];
    double[] scores = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        vector[j] = set.features()[j][rows[i]];
      }
      scores[i] = score.applyAsDouble(vector);
    }
    return scores;
  }
}
