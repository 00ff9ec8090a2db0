package ratchet.train;

import java.util.Optional;
import ratchet.data.training.TrailQuantiles;
import ratchet.data.training.TrainingSet;
import ratchet.features.Scorer;
import ratchet.model.SurvivalModel;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.Interval;
import ratchet.statistics.Quantiles;

/** The parameters of the trail, estimated from the training positions, and their metrics. */
record TrailParams(TrailQuantiles quantiles) {
  /**
   * @param rows training rows of the set
   * @param formula any survival model: the served hazard is the same for all
   * @throws InsufficientDataException with fewer than {@link SampleRequirements#MIN_MINORITY}
   *     winners
   */
  static TrailParams of(TrainingSet set, int[] rows, Scorer formula) {
    TrailQuantiles quantiles = TrailQuantiles.of(set, rows, formula);
    SampleRequirements.requireEvents(
        quantiles.winnersFalls().length,
        "peak_bps_60m",
        "winners (5 % above the entry within the hour)");
    return new TrailParams(quantiles);
  }

  SurvivalModel.Params params() {
    return quantiles.params();
  }

  /** Adds each parameter as a metric of the training rows, with its interval. */
  void report(MetricCollector collector) {
    SurvivalModel.Params params = params();
    collector.put("winners_train", quantiles.winnersFalls().length);
    putTrail("base_trail_bps_train", params.baseTrailBps(), TrailQuantiles.BASE, collector);
    putTrail("min_trail_bps_train", params.minTrailBps(), TrailQuantiles.NARROWEST, collector);
    putTrail("max_trail_bps_train", params.maxTrailBps(), TrailQuantiles.WIDEST, collector);
    put(
        "hazard_tighten_train",
        params.hazardTighten(),
        interval(quantiles.hazardsAtEntry(), TrailQuantiles.TIGHTEN, quantiles.positions()),
        collector);
    put(
        "hazard_panic_train",
        params.hazardPanic(),
        interval(quantiles.hazardsAtWorst(), TrailQuantiles.PANIC, quantiles.positions()),
        collector);
  }

  private void putTrail(String name, double value, double quantile, MetricCollector collector) {
    Optional<Interval> found =
        interval(quantiles.winnersFalls(), quantile, quantiles.winners())
            .map(falls -> falls.map(fall -> Math.max(TrailQuantiles.SMALLEST_TRAIL_BPS, fall)));
    put(name, value, found, collector);
  }

  private static void put(
      String name, double value, Optional<Interval> interval, MetricCollector collector) {
    collector.put(name, value, interval, "too few positions for this quantile");
  }

  private static Optional<Interval> interval(double[] values, double quantile, ClusteredRows rows) {
    return Quantiles.interval(values, quantile, ClusterInterval.DEFAULT_LEVEL, rows);
  }
}
