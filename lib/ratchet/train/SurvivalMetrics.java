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
  void writeConcordance(Fit cox, ClusteredRows clusters, MetricCollector gateRules) {
    double[] coxRisks =
        WeightConversion.scores(holdout, vector -> WeightConversion.dot(cox.weights(), vector));
    double[] risks = risks();
    double[] events = holdout.labels();
    double horizon = hazard.intervalSeconds() * hazard.baseline().size();
    Optional<ClusterInterval> harrell = concordance(risks, clusters);
    gateRules.put("c_index", Concordance.harrell(risks, durations, events), harrell, NO_PAIR);
    harrell.ifPresent(index -> gateRules.put("holdout_effective", index.effectiveRows()));
    gateRules.put(
        "c_index_uno",
        Concordance.uno(risks, durations, events, horizon),
        MeanInterval.share(
            InfluenceValues.ofConcordanceOfUno(risks, durations, events, horizon, clusters),
            clusters),
        NO_PAIR);
    gateRules.put(
        "c_index_cox",
        Concordance.harrell(coxRisks, durations, events),
        concordance(coxRisks, clusters),
        NO_PAIR);
    double gap = 0;
    for (int j = 0; j < cox.weights().length; j++) {
      double difference = Math.abs(hazard.coefficients().get(j) - cox.weights()[j]);
      gap = Math.max(gap, difference / cox.standardErrors()[j]);
    }
    gateRules.put("cox_gap_se_train", gap);
  }

  private Optional<ClusterInterval> concordance(double[] risks, ClusteredRows clusters) {
    return MeanInterval.share(
        InfluenceValues.ofConcordance(risks, durations, holdout.labels(), clusters), clusters);
  }

  /**
   * @param clusters of the holdout
   * @param train what the training rows lived, for the curve that knows no covariate
   */
  void writeBrier(ClusteredRows clusters, TrainedOn train, MetricCollector gateRules) {
    double[] grid = grid();
    integrated("integrated_brier", grid, fitted(), clusters, gateRules);
    KaplanMeier curve = KaplanMeier.of(train.durations(), train.events());
    double[] same = Arrays.stream(grid).map(curve::survivalAt).toArray();
    double[][] reference = new double[holdout.size()][];
    Arrays.fill(reference, same);
    integrated("integrated_brier_km", grid, reference, clusters, gateRules);
    for (int minutes : new int[] {10, 30}) {
      MeanInterval.share(
              curve.influenceAt(60.0 * minutes, train.durations(), train.events()),
              train.clusters())
          .ifPresent(
              interval -> gateRules.put("km_survival_" + minutes + "m_train", interval.bounds()));
    }
  }

  /**
   * @param durations seconds, by training row
   * @param events 1 where the stop was seen
   * @param clusters which of the rows share a mint
   */
  record TrainedOn(double[] durations, double[] events, ClusteredRows clusters) {}

  private void integrated(
      String name,
      double[] grid,
      double[][] survival,
      ClusteredRows clusters,
      MetricCollector gateRules) {
    gateRules.put(
        name,
        SurvivalBrier.integrated(grid, survival, durations, holdout.labels()),
        SurvivalBrier.contributions(grid, survival, durations, holdout.labels())
            .flatMap(added -> MeanInterval.of(added, clusters)),
        "nobody is observed for long enough");
  }

  private double[] risks() {
    return WeightConversion.scores(holdout, vector -> HazardCurve.risk(hazard, vector));
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
