package ratchet.train;

import java.util.Optional;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;

/** The mean of one figure per row with its 95 % interval; rows of a mint are one cluster. */
final class MeanInterval {
  private MeanInterval() {}

  /**
   * @param losses at least 0
   * @return empty with fewer than two mints; the lower end is at least 0
   */
  static Optional<ClusterInterval> of(double[] losses, ClusteredRows rows) {
    return signed(losses, rows).map(mean -> mean.within(0, Double.POSITIVE_INFINITY));
  }

  /**
   * @param values of either sign
   * @return empty with fewer than two mints
   */
  static Optional<ClusterInterval> signed(double[] values, ClusteredRows rows) {
    return values.length == 0
        ? Optional.empty()
        : ClusterEstimate.of(rows, InfluenceValues.ofMean(values))
            .map(mean -> mean.interval(ClusterInterval.DEFAULT_LEVEL));
  }

  /** The interval of a share, such as an AUC or an F1. */
  static Optional<ClusterInterval> share(Optional<InfluenceValues> share, ClusteredRows rows) {
    return share
        .flatMap(found -> ClusterEstimate.of(rows, found))
        .map(found -> found.shareInterval(ClusterInterval.DEFAULT_LEVEL));
  }
}
