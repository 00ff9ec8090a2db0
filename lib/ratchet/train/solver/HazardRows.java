package ratchet.train.solver;

import java.util.ArrayList;
import java.util.List;

/**
 * Positions as a discrete-time hazard sees them: how many whole intervals each survived, and
 * whether it stopped within the next one. An interval in which a position was censored is not
 * counted: it was not at risk throughout.
 *
 * @param covariates by covariate and position
 * @param survived whole intervals survived, by position
 * @param stopped 1 for a stop within the interval after those, else 0
 * @param intervalSeconds width of an interval
 * @param intervals how many there are; what lies beyond the last is censored
 */
public record HazardRows(
    double[][] covariates, int[] survived, int[] stopped, double intervalSeconds, int intervals) {
  /** A group of intervals has at least this many stops, so that each baseline is estimable. */
  public static final int MIN_GROUP_STOPS = 5;

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
      // A stop at an interval's very end belongs to it, as in (start, end].
      int whole = events[i] == 1 ? (int) Math.ceil(elapsed) - 1 : (int) Math.floor(elapsed);
      survived[i] = Math.min(Math.max(whole, 0), intervals);
      stopped[i] = events[i] == 1 && survived[i] < intervals ? 1 : 0;
    }
    return new HazardRows(covariates, survived, stopped, intervalSeconds, intervals);
  }

  public int size() {
    return survived.length;
  }

  public int stops() {
    int stops = 0;
    for (int one : stopped) {
      stops += one;
    }
    return stops;
  }

  /**
   * Neighbouring intervals are grouped, from the first on, until a group has {@link
   * #MIN_GROUP_STOPS} stops; what remains joins the last group.
   *
   * @return the first interval of each group, rising from 0, and at the end the number of intervals
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
