package ratchet.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import ratchet.statistics.SimulatedOutcomes.Dependence;

/**
 * How often intervals hold the truth.
 *
 * @param covered share of runs
 * @param above share of runs in which the whole interval lay above the truth
 * @param below the same below it: a candidate worse by the margin in a loss would pass
 * @param width mean width, over that of the interval of independent rows
 * @param blind share of runs in which the interval of independent rows held the truth
 */
record CoverageTrials(double covered, double above, double below, double width, double blind) {
  private static final double LEVEL = 0.95;

  /**
   * @param truth of {@link SimulatedFigure#truth}
   */
  static CoverageTrials of(
      SimulatedFigure figure, Dependence dependence, double truth, int runs, long seed) {
    int rows = dependence.rows();
    ClusteredRows clustered = dependence.clustered();
    ClusteredRows independent = ClusteredRows.independent(rows);
    double[][] found =
        LongStream.of(new SplittableRandom(seed).longs(runs).toArray())
            .parallel()
            .mapToObj(
                own -> {
                  InfluenceValues values = figure.of(dependence, new SplittableRandom(own));
                  ClusterInterval interval = interval(figure, clustered, values);
                  ClusterInterval blind = interval(figure, independent, blind(values));
                  return new double[] {
                    interval.contains(truth) ? 1 : 0,
                    interval.lower() > truth ? 1 : 0,
                    interval.upper() < truth ? 1 : 0,
                    interval.upper() - interval.lower(),
                    blind.upper() - blind.lower(),
                    blind.contains(truth) ? 1 : 0
                  };
                })
            .toArray(double[][]::new);
    double[] means = new double[6];
    for (int i = 0; i < means.length; i++) {
      int column = i;
      means[i] = Arrays.stream(found).mapToDouble(run -> run[column]).average().orElseThrow();
    }
    return new CoverageTrials(means[0], means[1], means[2], means[3] / means[4], means[5]);
  }

  /** The figure as somebody sees it who knows of no dependence. */
  private static InfluenceValues blind(InfluenceValues values) {
    return new InfluenceValues(values.estimate(), values.values());
  }

  private static ClusterInterval interval(
      SimulatedFigure figure, ClusteredRows rows, InfluenceValues values) {
    return figure.interval(ClusterEstimate.of(rows, values).orElseThrow(), LEVEL);
  }
}
