package ratchet.statistics;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The 95 % score interval of a share (Wilson 1927): where the normal approximation gives an
 * interval of length 0, for none or all of the rows, this one still says how many rows there were.
 */
public final class WilsonInterval {
  private static final double Z = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

  private WilsonInterval() {}

  /**
   * @param ones of the rows
   * @return empty without rows
   */
  public static Optional<Interval> of(long ones, long rows) {
    if (ones < 0 || ones > rows) {
      throw new IllegalArgumentException(ones + " of " + rows);
    }
    if (rows == 0) {
      return Optional.empty();
    }
    double share = (double) ones / rows;
    double z2 = Z * Z / rows;
    double centre = (share + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / rows + z2 / (4 * rows));
    return Optional.of(
        new Interval(
            share,
            ones == 0 ? 0 : Math.max(0, centre - half),
            ones == rows ? 1 : Math.min(1, centre + half)));
  }
}
