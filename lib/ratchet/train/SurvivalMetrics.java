package ratchet.train;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.evaluate.Bootstrap;
import ratchet.evaluate.Concordance;
import ratchet.evaluate.Interval;
import ratchet.evaluate.KaplanMeier;
import ratchet.evaluate.ResampledStatistic;
import ratchet.evaluate.SurvivalBrier;
import ratchet.model.SurvivalModel;

/**
 * Holdout figures of a fitted hazard: Harrell's and Uno's concordance, and the Brier score
 * integrated over the interval ends but the last (nobody is observed beyond that one), beside the
 * score of the training rows' Kaplan-Meier curve, which knows no covariate.
 *
 * @param holdout with the label {@code event}
 * @param durations seconds, by row of the holdout
 */
record SurvivalMetrics(
    SurvivalModel.HazardModel hazard, LabelledRows holdout, double[] durations, MetricBook book) {
  private static final String NO_PAIR = "no two holdout positions can be compared";

  void concordance(long seed) {
    double[] risks = Weights.scores(holdout, vector -> HazardCurve.risk(hazard, vector));
    double[] events = holdout.labels();
    Optional<Interval> interval =
        Bootstrap.seeded(seed)
            .interval(
                events.length,
                ResampledStatistic.ofRows(
                    drawn ->
                        Concordance.harrell(
                                LabelledRows.pick(risks, drawn),
                                LabelledRows.pick(durations, drawn),
                                LabelledRows.pick(events, drawn))
                            .orElse(Double.NaN)));
    book.put("c_index", Concordance.harrell(risks, durations, events), interval, NO_PAIR);
    double horizon = hazard.intervalSeconds() * hazard.baseline().size();
    book.put("c_index_uno", Concordance.uno(risks, durations, events, horizon), NO_PAIR);
  }

  void brier(double[] trainDurations, double[] trainEvents) {
    double[] grid = grid();
    double[][] fitted = new double[holdout.size()][];
    double[] vector = new double[holdout.columns().length];
    for (int i = 0; i < fitted.length; i++) {
      holdout.vector(i, vector);
      fitted[i] = Arrays.copyOf(HazardCurve.survival(hazard, vector), grid.length);
    }
    book.put("integrated_brier", integrated(grid, fitted), "nobody is observed for long enough");
    KaplanMeier curve = KaplanMeier.of(trainDurations, trainEvents);
    double[] same = Arrays.stream(grid).map(curve::survivalAt).toArray();
    double[][] reference = new double[holdout.size()][];
    Arrays.fill(reference, same);
    book.put(
        "integrated_brier_km", integrated(grid, reference), "nobody is observed for long enough");
    for (int minutes : new int[] {10, 30}) {
      curve
          .intervalAt(60.0 * minutes, Bootstrap.DEFAULT_LEVEL)
          .ifPresent(interval -> book.put("km_survival_" + minutes + "m_train", interval));
    }
  }

  private OptionalDouble integrated(double[] grid, double[][] survival) {
    return SurvivalBrier.integrated(grid, survival, durations, holdout.labels());
  }

  private double[] grid() {
    double[] grid = new double[hazard.baseline().size() - 1];
    Arrays.setAll(grid, k -> hazard.intervalSeconds() * (k + 1));
    return grid;
  }
}
