package ratchet.statistics.training;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.statistics.BinaryRows;
import ratchet.statistics.KaplanMeier;

/**
 * Squared error of predicted survival probabilities under right censoring (Graf, Schmoor, Sauerbrei
 * and Schumacher 1999, Statistics in Medicine 18:2529). At a time t, a row with an event at T ≤ t
 * has weight 1/G(T−), a row with a time after t has weight 1/G(t), and a row censored at or before
 * t has weight 0. G is the survival function of the censoring times of the same rows.
 *
 * <p>Smaller is better; a constant prediction of 0.5 scores 0.25 at every time.
 */
public final class SurvivalBrier {
  private SurvivalBrier() {}

  /**
   * The score at one time.
   *
   * @param survival predicted probability of surviving beyond the time, by row
   * @return empty without rows, or if a row has a later time although G is 0 at that time
   */
  public static OptionalDouble at(double time, double[] survival, double[] times, double[] events) {
    return at(time, survival, times, events, KaplanMeier.ofCensoring(times, events));
  }

  /**
   * The mean score over a span of time, by the trapezoidal rule.
   *
   * @param grid at least two times in rising order; the span is from the first to the last
   * @param survival predicted probability of survival, by row, then by time of the grid
   * @return empty if the score is empty at a time of the grid
   */
  public static OptionalDouble integrated(
      double[] grid, double[][] survival, double[] times, double[] events) {
    if (grid.length < 2) {
      throw new IllegalArgumentException("a span of time has two ends, not " + grid.length);
    }
    Optional<double[]> scores = curve(grid, survival, times, events);
    if (scores.isEmpty()) {
      return OptionalDouble.empty();
    }
    double area = 0;
    for (int g = 1; g < grid.length; g++) {
      if (!(grid[g] > grid[g - 1])) {
        throw new IllegalArgumentException("grid[" + g + "] does not rise: " + grid[g]);
      }
      area += (grid[g] - grid[g - 1]) * (scores.get()[g] + scores.get()[g - 1]) / 2;
    }
    return OptionalDouble.of(area / (grid[grid.length - 1] - grid[0]));
  }

  /**
   * By row, its contribution; the mean of the contributions is {@link #integrated}. The weights are
   * treated as known, so an interval of this mean leaves out the error of the censoring curve.
   *
   * @return empty if {@link #integrated} is empty
   */
  public static Optional<double[]> contributions(
      double[] grid, double[][] survival, double[] times, double[] events) {
    if (integrated(grid, survival, times, events).isEmpty()) {
      return Optional.empty();
    }
    KaplanMeier censoring = KaplanMeier.ofCensoring(times, events);
    double[] uncensored = Arrays.stream(grid).map(censoring::survivalAt).toArray();
    double span = grid[grid.length - 1] - grid[0];
    double[] added = new double[times.length];
    for (int i = 0; i < added.length; i++) {
      double eventWeight = events[i] == 1 ? 1 / censoring.survivalBefore(times[i]) : 0;
      for (int g = 0; g < grid.length; g++) {
        double left = grid[Math.max(g - 1, 0)];
        double right = grid[Math.min(g + 1, grid.length - 1)];
        double predicted = survival[i][g];
        double error =
            times[i] > grid[g]
                ? (1 - predicted) * (1 - predicted) / uncensored[g]
                : predicted * predicted * eventWeight;
        added[i] += (right - left) / 2 / span * error;
      }
    }
    return Optional.of(added);
  }

  /** The score at each time of the grid; empty if one of them is empty. */
  public static Optional<double[]> curve(
      double[] grid, double[][] survival, double[] times, double[] events) {
    KaplanMeier censoring = KaplanMeier.ofCensoring(times, events);
    double[] scores = new double[grid.length];
    double[] column = new double[survival.length];
    for (int g = 0; g < grid.length; g++) {
      for (int row = 0; row < column.length; row++) {
        column[row] = survival[row][g];
      }
      OptionalDouble score = at(grid[g], column, times, events, censoring);
      if (score.isEmpty()) {
        return Optional.empty();
      }
      scores[g] = score.getAsDouble();
    }
    return Optional.of(scores);
  }

  private static OptionalDouble at(
      double time, double[] survival, double[] times, double[] events, KaplanMeier censoring) {
    BinaryRows.checkProbabilities(survival, events);
    double uncensored = censoring.survivalAt(time);
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > time) {
        if (uncensored == 0) {
          return OptionalDouble.empty();
        }
        sum += (1 - survival[i]) * (1 - survival[i]) / uncensored;
      } else if (events[i] == 1) {
        sum += survival[i] * survival[i] / censoring.survivalBefore(times[i]);
      }
    }
    return times.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / times.length);
  }
}
