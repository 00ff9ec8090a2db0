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
 * Platt's scaling (1999) of a logistic model: {@code logit p' = a + b·logit p}, which is the same
 * model with the weights {@code b·w} and {@code a} added to the intercept.
 *
 * <p>It is kept only when it pays where it was not fitted: every walk-forward fold but the first is
 * predicted with the scaling of the folds before it, and the log loss of those predictions must be
 * below that of the same rows unscaled. What is kept is then fitted on all folds. A slope that is
 * not above 0 would turn the order of the rows around and is never kept.
 *
 * @param kept the scaling, if it pays
 * @param learned by name, for the provenance
 * @param issue what the file should say of it, one sentence; empty where nothing was asked for
 */
record PlattScaling(
    Optional<Calibration> kept, Map<String, Double> learned, Optional<String> issue) {
  private static final PlattScaling NOT_ASKED =
      new PlattScaling(Optional.empty(), Map.of(), Optional.empty());

  /** The log loss over the judged folds. */
  private record Comparison(double unscaled, double scaled) {}

  /**
   * @param what the label, for the file
   * @param suffix of the names that are learned, e.g. {@code _10m}; may be empty
   * @param folds as fitted, not as served; asked for only where they are needed
   * @param served turns predictions into what a runtime would serve
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
      return dropped(what + ": Platt scaling is not kept: too few walk-forward folds to judge it");
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
        // with it they would be of rows that it was fitted on
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

  /** Empty without a fold that has folds before it to be scaled by. */
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

  /** Probabilities of the unscaled model as the scaled one gives them. */
  double[] probabilities(double[] unscaled) {
    return kept.map(calibration -> scaled(calibration, unscaled)).orElse(unscaled);
  }

  /** The weights that are served, intercept first. */
  double[] weights(double[] fitted) {
    if (kept.isEmpty()) {
      return fitted;
    }
    double[] weights = Arrays.stream(fitted).map(w -> w * kept.get().slope()).toArray();
    weights[0] += kept.get().intercept();
    return weights;
  }
}
