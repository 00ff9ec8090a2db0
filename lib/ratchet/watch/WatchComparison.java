package ratchet.watch;

import ratchet.statistics.comparison.SequentialLook;

/**
 * The comparison of a version on probation with one predecessor, by one metric.
 *
 * @param formerSha256 the predecessor
 * @param metric e.g. {@code brier}
 * @param margin by how much the loss may be higher, in the unit of the loss (0 to 1)
 * @param look losses of the live version less those of the predecessor: above 0 is worse
 */
public record WatchComparison(
    String formerSha256, String metric, double margin, SequentialLook look) {
  SequentialLook.Verdict verdict() {
    return look.verdict(margin);
  }

  /** E.g. {@code brier_worse(0.035 [0.001,0.069])}. */
  String worse() {
    return metric + "_worse(" + interval() + ")";
  }

  /** E.g. {@code 0.035 [0.001,0.069]}. */
  String interval() {
    return WatchResult.number(look.estimate())
        + " ["
        + WatchResult.number(look.lower())
        + ","
        + WatchResult.number(look.upper())
        + "]";
  }

  /** E.g. {@code brier difference 0.035, between 0.001 and 0.069, of 612 outcomes}. */
  String sentence() {
    return metric
        + " difference "
        + WatchResult.number(look.estimate())
        + ", between "
        + WatchResult.number(look.lower())
        + " and "
        + WatchResult.number(look.upper())
        + ", of "
        + look.outcomes()
        + (look.outcomes() == 1 ? " outcome" : " outcomes");
  }
}
