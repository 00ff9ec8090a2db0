package ratchet.watch;

import java.util.List;
import ratchet.statistics.comparison.SequentialLook;

/**
 * A comparison after a growing number of outcomes, for a chart.
 *
 * @param result with all outcomes
 * @param shown the comparison of {@code looks}: one that is worse if there is one, else the one
 *     that is furthest from confirmed
 * @param looks after a growing number of outcomes; the last one has all of them
 */
public record WatchCourse(WatchResult result, WatchComparison shown, List<SequentialLook> looks) {
  public WatchCourse {
    looks = List.copyOf(looks);
  }
}
