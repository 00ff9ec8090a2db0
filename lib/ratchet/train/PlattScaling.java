package ratchet.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import ratchet.statistics.ProbabilityMetrics;
import ratchet.statistics.training.Calibration;

/**
 * Platt's scaling (1999) of a logistic model: {@code logit p' = a + b·logit p}. This is a logistic
 * model with the weights {@code b·w} and {@code a} added to the intercept.
 *
 * <p>It is kept only if it lowers the log loss on rows that it was not fitted on: every
 * walk-forward fold except the first is predicted with the scaling of the folds before it, and
 * compared with the unscaled predictions of the same rows. A scaling that is kept is fitted again
 * on all folds. A slope of 0 or less would reverse the order of the rows and is never kept.
 *
 * @param kept the scaling, if it is kept
 * @param learned by name, the parameters of the scaling, for the provenance
 * @param issue one sentence about the scaling for the model file; empty without calibration
 */
record PlattScaling(
    Optional<Calibration> kept, Map<String, Double> learned, Optional<String> issue) {
  private static final PlattScaling NOT_ASKED =
      new PlattScaling(Optional.empty(), Map.of(), Optional.empty());

  /** The log loss over all folds except the first. */
  private record Comparison(double unscaled, double scaled) {}

  /**
   * @param what name of the label, for the issue
   * @param suffix end of the parameter names, e.g. {@code _10m}; may be empty
   * @param folds predictions before {@code served} is applied; read only if they are needed
   * @param served converts predictions to the ones that a runtime serves
   */
  static PlattScaling choose(
      CalibrationMethod method,
      String what,
      String suffix,
      Supplier<FoldPredictions> folds,
      UnaryOperator<FoldPredictions> served) {
    return switch (method) {
      case NONE -> NOT_ASKED;
      case PLATT -> choose(what, suffix, folds.get(), served);
    };
  }

  private static PlattScaling choose(
      String what, String suffix, FoldPredictions folds, UnaryOperator<FoldPredictions> served) {
    Optional<Calibration> all = fit(folds.folds());
    Optional<Comparison> compared = compare(folds, served);
    if (all.isEmpty() || compared.isEmpty()) {
      return dropped(what + ": Platt scaling is not kept: too few walk-forward folds to test it");
    }
    String losses =
        String.format(
            Locale.ROOT,
            "walk-forward log loss %.5f with it, %.5f without",
            compared.get().scaled(),
            compared.get().unscaled());
    if (!(compared.get().scaled() < compared.get().unscaled())) {
      return dropped(what + ": Platt scaling is not kept: " + losses);
    }
    return new PlattScaling(
        all,
        Map.of(
            "platt_intercept" + suffix, all.get().intercept(),
            "platt_slope" + suffix, all.get().slope()),
        // scaled figures would be computed on the rows of the scaling's fit
        Optional.of(
            what
                + ": Platt scaling is in the weights: "
                + losses
                + "; figures over walk-forward folds are of the fit without it"));
  }

  private static PlattScaling dropped(String issue) {
    return new PlattScaling(Optional.empty(), Map.of(), Optional.of(issue));
  }

  private static Optional<Calibration> fit(List<FoldPredictions.Fold> folds) {
    FoldPredictions.Fold known = new FoldPredictions(folds).pooled();
    return Calibration.of(known.probabilities(), known.labels())
        .filter(calibration -> calibration.slope() > 0);
  }

  /** Empty if no fold can be scaled by the folds before it. */
  private static Optional<Comparison> compare(
      FoldPredictions folds, UnaryOperator<FoldPredictions> served) {
    List<FoldPredictions.Fold> unscaled = new ArrayList<>();
    List<FoldPredictions.Fold> scaled = new ArrayList<>();
    for (int k = 1; k < folds.folds().size(); k++) {
      FoldPredictions.Fold fold = folds.folds().get(k);
      Optional<Calibration> before = fit(folds.folds().subList(0, k));
      if (before.isPresent()) {
        unscaled.add(fold);
        scaled.add(
            new FoldPredictions.Fold(scaled(before.get(), fold.probabilities()), fold.labels()));
      }
    }
    return scaled.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Comparison(
                logLoss(served.apply(new FoldPredictions(unscaled))),
                logLoss(served.apply(new FoldPredictions(scaled)))));
  }

  private static double logLoss(FoldPredictions folds) {
    FoldPredictions.Fold all = folds.pooled();
    return ProbabilityMetrics.logLoss(all.probabilities(), all.labels()).orElseThrow();
  }

  private static double[] scaled(Calibration calibration, double[] probabilities) {
    return Arrays.stream(probabilities).map(calibration::apply).toArray();
  }

  /** The probabilities of the scaled model. */
  double[] probabilities(double[] unscaled) {
    return kept.map(calibration -> scaled(calibration, unscaled)).orElse(unscaled);
  }

  /** The weights of the scaled model, intercept first. */
  double[] weights(double[] fitted) {
    if (kept.isEmpty()) {
      return fitted;
    }
    double[] weights = Arrays.stream(fitted).map(w -> w * kept.get().slope()).toArray();
    weights[0] += kept.get().intercept();
    return weights;
  }
}
