package ratchet.train.solver;

import java.util.ArrayList;
import java.util.List;

/**
 * Positions as rows of a discrete-time hazard: the number of whole intervals that each survived,
 * and whether it stopped within the next one. An interval in which a position is censored is not
 * counted, because the position was not at risk in all of it.
 *
 * @param covariates by covariate, then by position
 * @param survived by position, number of whole intervals survived
 * @param stopped by position, 1 for a stop within the next interval, else 0
 * @param intervalSeconds width of an interval
 * @param intervals number of intervals; positions are censored at the end of the last one
 */
public record HazardRows(
    double[][] covariates, int[] survived, int[] stopped, double intervalSeconds, int intervals) {
  /** Minimum number of stops in a group of intervals, so that each baseline is estimable. */
  public static final int MIN_GROUP_STOPS = 5;

  /**
   * Converts durations to whole intervals.
   *
   * @param durationSeconds by position, time to the stop or to censoring
   * @param events by position, 1 for a stop, 0 for a censored position
   */
  public static HazardRows of(
      double[][] covariates,
      double[] durationSeconds,
      double[] events,
      double intervalSeconds,
      int intervals) {
    int[] survived = new int[events.length];
    int[] stopped = new int[events.length];
    for (int i = 0; i < events.length; i++) {
      double elapsed = durationSeconds[i] / intervalSeconds;
      // A stop at the end of an interval belongs to it: (start, end].
      int whole = events[i] == 1 ? (int) Math.ceil(elapsed) - 1 : (int) Math.floor(elapsed);
      survived[i] = Math.min(Math.max(whole, 0), intervals);
      stopped[i] = events[i] == 1 && survived[i] < intervals ? 1 : 0;
    }
    return new HazardRows(covariates, survived, stopped, intervalSeconds, intervals);
  }

  /** Number of positions. */
  public int size() {
    return survived.length;
  }

  /** Number of positions that stopped. */
  public int stops() {
    int stops = 0;
    for (int one : stopped) {
      stops += one;
    }
    return stops;
  }

  /**
   * Groups neighbouring intervals, from the first on, so that each group has {@link
   * #MIN_GROUP_STOPS} stops; remaining intervals belong to the last group.
   *
   * @return the first interval of each group, rising from 0; the last entry is {@code intervals}
   */
  int[] groups() {
    int[] stopsOfInterval = new int[intervals];
    for (int i = 0; i < survived.length; i++) {
      if (stopped[i] == 1) {
        stopsOfInterval[survived[i]]++;
      }
    }
    List<Integer> starts = new ArrayList<>();
    int start = 0;
    int stops = 0;
    for (int k = 0; k < intervals; k++) {
      stops += stopsOfInterval[k];
      if (stops >= MIN_GROUP_STOPS) {
        starts.add(start);
        start = k + 1;
        stops = 0;
      }
    }
    if (starts.isEmpty()) {
      starts.add(0);
    }
    starts.add(intervals);
    return starts.stream().mapToInt(Integer::intValue).toArray();
  }
}
