package ratchet.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.features.HazardCurve;
import ratchet.model.SurvivalModel;
import ratchet.statistics.Bootstrap;
import ratchet.statistics.Concordance;
import ratchet.statistics.Interval;
import ratchet.statistics.KaplanMeier;
import ratchet.statistics.ResampledStatistic;
import ratchet.statistics.SurvivalBrier;
import ratchet.train.solver.Fit;
import ratchet.train.solver.LabelledRows;

/**
 * Holdout figures of a fitted hazard: Harrell's and Uno's concordance, and the Brier score
 * integrated over the interval ends but the last (nobody is observed beyond that one), beside the
 * score of the training rows' Kaplan-Meier curve, which knows no covariate.
 *
 * @param holdout with the label {@code event}, in columns of its own
 * @param durations seconds, by row of the holdout
 */
record SurvivalMetrics(SurvivalModel.HazardModel hazard, LabelledRows holdout, double[] durations) {
  private static final String NO_PAIR = "no two holdout positions can be compared";

  /**
   * Harrell's concordance, without its interval.
   *
   * @return empty without a comparable pair
   */
  OptionalDouble concordance() {
    return Concordance.harrell(risks(), durations, holdout.labels());
  }

  /**
   * The integrated Brier score, without its interval.
   *
   * @return empty where nobody is observed for long enough
   */
  OptionalDouble brier() {
    return SurvivalBrier.integrated(grid(), fitted(), durations, holdout.labels());
  }

  /**
   * Cox's model of the training rows stands beside the hazard: how well it ranks the holdout, and
   * by how many of its standard errors the coefficient that differs most does so. What tells them
   * apart is only that the hazard's baseline is constant within an interval and its odds are
   * proportional instead of its rates; a wide gap says that the intervals are too coarse.
   */
  void writeConcordance(Fit cox, long seed, MetricCollector book) {
    double[] coxRisks = Weights.scores(holdout, vector -> Weights.dot(cox.weights(), vector));
    double[] risks = risks();
    double[] events = holdout.labels();
    double horizon = hazard.intervalSeconds() * hazard.baseline().size();
    List<Optional<Interval>> intervals =
        Bootstrap.seeded(seed)
            .intervals(
                events.length,
                List.of(
                    drawn(risks, Concordance::harrell),
                    drawn(risks, (r, t, e) -> Concordance.uno(r, t, e, horizon)),
                    drawn(coxRisks, Concordance::harrell)));
    book.put("c_index", Concordance.harrell(risks, durations, events), intervals.get(0), NO_PAIR);
    book.put(
        "c_index_uno",
        Concordance.uno(risks, durations, events, horizon),
        intervals.get(1),
        NO_PAIR);
    book.put(
        "c_index_cox", Concordance.harrell(coxRisks, durations, events), intervals.get(2), NO_PAIR);
    double gap = 0;
    for (int j = 0; j < cox.weights().length; j++) {
      double difference = Math.abs(hazard.coefficients().get(j) - cox.weights()[j]);
      gap = Math.max(gap, difference / cox.standardErrors()[j]);
    }
    book.put("cox_gap_se_train", gap);
  }

  private interface RankFigure {
    OptionalDouble of(double[] risks, double[] durations, double[] events);
  }

  private ResampledStatistic drawn(double[] risks, RankFigure figure) {
    return ResampledStatistic.ofRows(
        rows ->
            figure
                .of(
                    LabelledRows.pick(risks, rows),
                    LabelledRows.pick(durations, rows),
                    LabelledRows.pick(holdout.labels(), rows))
                .orElse(Double.NaN));
  }

  void writeBrier(double[] trainDurations, double[] trainEvents, MetricCollector book) {
    double[] grid = grid();
    integrated("integrated_brier", grid, fitted(), book);
    KaplanMeier curve = KaplanMeier.of(trainDurations, trainEvents);
    double[] same = Arrays.stream(grid).map(curve::survivalAt).toArray();
    double[][] reference = new double[holdout.size()][];
    Arrays.fill(reference, same);
    integrated("integrated_brier_km", grid, reference, book);
    for (int minutes : new int[] {10, 30}) {
      curve
          .intervalAt(60.0 * minutes, Bootstrap.DEFAULT_LEVEL)
          .ifPresent(interval -> book.put("km_survival_" + minutes + "m_train", interval));
    }
  }

  private void integrated(String name, double[] grid, double[][] survival, MetricCollector book) {
    book.put(
        name,
        SurvivalBrier.integrated(grid, survival, durations, holdout.labels()),
        SurvivalBrier.contributions(grid, survival, durations, holdout.labels())
            .flatMap(MeanInterval::of),
        "nobody is observed for long enough");
  }

  private double[] risks() {
    return Weights.scores(holdout, vector -> HazardCurve.risk(hazard, vector));
  }

  /** Predicted survival by row and time of the grid. */
  private double[][] fitted() {
    double[][] fitted = new double[holdout.size()][];
    double[] vector = new double[holdout.columns().length];
    int times = grid().length;
    for (int i = 0; i < fitted.length; i++) {
      holdout.vector(i, vector);
      fitted[i] = Arrays.copyOf(HazardCurve.survival(hazard, vector), times);
    }
    return fitted;
  }

  private double[] grid() {
    double[] grid = new double[hazard.baseline().size() - 1];
    Arrays.setAll(grid, k -> hazard.intervalSeconds() * (k + 1));
    return grid;
  }
}
