package ratchet.health;

import java.util.List;
import java.util.stream.IntStream;
import ratchet.data.TrainingSet;

/**
 * What the checks need to know of a training set's rows, in counts: read once for all of them.
 *
 * @param trainRows that will be fitted
 * @param holdoutRows that will be held out
 * @param holdoutFromMs decisions from this moment on are held out; milliseconds since the epoch
 * @param features in the order of the vector
 */
record SetSummary(int trainRows, int holdoutRows, long holdoutFromMs, List<FeatureCells> features) {
  /**
   * @param set of at least one row
   */
  static SetSummary of(TrainingSet set) {
    ExpectedSplit split = ExpectedSplit.of(set);
    return new SetSummary(
        split.train().length,
        split.holdout().length,
        set.decisionMs()[split.holdout()[0]],
        IntStream.range(0, set.featureNames().size())
            .mapToObj(feature -> FeatureCells.of(set, feature, split.train(), split.holdout()))
            .toList());
  }
}
