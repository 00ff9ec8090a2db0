package ratchet.watch;

import java.util.List;
import ratchet.statistics.comparison.SequentialLook;

/**
 * How a comparison went, outcome by outcome.
 *
 * @param result of all outcomes
 * @param shown the comparison that is followed: the one that is worse, else the one that is
 *     furthest from being confirmed
 * @param looks after a growing number of outcomes; the last one is that of all
 */
public record WatchCourse(WatchResult result, WatchComparison shown, List<SequentialLook> looks) {
  public WatchCourse {
    looks = List.copyOf(looks);
  }
}
