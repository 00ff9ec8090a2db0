package ratchet.train;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.features.HazardCurve;
import ratchet.model.SurvivalModel;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.Concordance;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.KaplanMeier;
import ratchet.statistics.training.SurvivalBrier;
import ratchet.train.solver.Fit;
import ratchet.train.solver.LabelledRows;

/**
 * Holdout figures of a fitted hazard: Harrell's and Uno's concordance, and the Brier score
 * integrated over all interval ends except the last one (no row is observed beyond it). For
 * comparison, also the Brier score of the Kaplan-Meier curve of the training rows, which uses no
 * covariates.
 *
 * @param holdout rows with the label {@code event}, in columns without other rows
 * @param durations by row of the holdout, seconds from the entry to the stop or to censoring
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
   * @return empty if no row is observed for long enough
   */
  OptionalDouble brier() {
    return SurvivalBrier.integrated(grid(), fitted(), durations, holdout.labels());
  }

  /**
   * Adds the concordance of the hazard and, as a check, of Cox's model of the training rows; and
   * the largest difference between their coefficients, in standard errors of Cox's. The two models
   * differ only in that the hazard has a constant baseline within an interval, and proportional
   * odds instead of proportional rates. A large difference means that the intervals are too wide.
   */
  void writeConcordance(Fit cox, ClusteredRows clusters, MetricCollector collector) {
    double[] coxRisks =
        WeightConversion.scores(holdout, vector -> WeightConversion.dot(cox.weights(), vector));
    double[] risks = risks();
    double[] events = holdout.labels();
    double horizon = hazard.intervalSeconds() * hazard.baseline().size();
    Optional<ClusterInterval> harrell = concordance(risks, clusters);
    collector.put("c_index", Concordance.harrell(risks, durations, events), harrell, NO_PAIR);
    harrell.ifPresent(index -> collector.put("holdout_effective", index.effectiveRows()));
    collector.put(
        "c_index_uno",
        Concordance.uno(risks, durations, events, horizon),
        MeanInterval.share(
            InfluenceValues.ofConcordanceOfUno(risks, durations, events, horizon, clusters),
            clusters),
        NO_PAIR);
    collector.put(
        "c_index_cox",
        Concordance.harrell(coxRisks, durations, events),
        concordance(coxRisks, clusters),
        NO_PAIR);
    double gap = 0;
    for (int j = 0; j < cox.weights().length; j++) {
      double difference = Math.abs(hazard.coefficients().get(j) - cox.weights()[j]);
      gap = Math.max(gap, difference / cox.standardErrors()[j]);
    }
    collector.put("cox_gap_se_train", gap);
  }

  private Optional<ClusterInterval> concordance(double[] risks, ClusteredRows clusters) {
    return MeanInterval.share(
        InfluenceValues.ofConcordance(risks, durations, holdout.labels(), clusters), clusters);
  }

  /**
   * @param clusters of the holdout
   * @param train durations of the training rows, for the Kaplan-Meier curve
   */
  void writeBrier(ClusteredRows clusters, TrainedOn train, MetricCollector collector) {
    double[] grid = grid();
    integrated("integrated_brier", grid, fitted(), clusters, collector);
    KaplanMeier curve = KaplanMeier.of(train.durations(), train.events());
    double[] same = Arrays.stream(grid).map(curve::survivalAt).toArray();
    double[][] reference = new double[holdout.size()][];
    Arrays.fill(reference, same);
    integrated("integrated_brier_km", grid, reference, clusters, collector);
    for (int minutes : new int[] {10, 30}) {
      MeanInterval.share(
              curve.influenceAt(60.0 * minutes, train.durations(), train.events()),
              train.clusters())
          .ifPresent(
              interval -> collector.put("km_survival_" + minutes + "m_train", interval.bounds()));
    }
  }

  /**
   * @param durations by training row, seconds
   * @param events by training row, 1 if the stop was observed, 0 if it was censored
   * @param clusters mint and decision time of each row
   */
  record TrainedOn(double[] durations, double[] events, ClusteredRows clusters) {}

  private void integrated(
      String name,
      double[] grid,
      double[][] survival,
      ClusteredRows clusters,
      MetricCollector collector) {
    collector.put(
        name,
        SurvivalBrier.integrated(grid, survival, durations, holdout.labels()),
        SurvivalBrier.contributions(grid, survival, durations, holdout.labels())
            .flatMap(added -> MeanInterval.of(added, clusters)),
        "no holdout position is observed for long enough");
  }

  private double[] risks() {
    return WeightConversion.scores(holdout, vector -> HazardCurve.risk(hazard, vector));
  }

  /** By row, then by time of the grid, the predicted probability of survival. */
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
