package ratchet.train;

import java.util.List;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingSet;
import ratchet.train.solver.LabelledRows;

/**
 * A training set in the memory of this process.
 *
 * @param chronological the split of the set by time
 */
record LocalSource(TrainingSet set, ChronologicalSplit chronological) implements TrainingSource {
  private static final int[] NO_ROWS = {};

  /** The set, which may be without rows. */
  static LocalSource of(TrainingSet set) {
    long endMs = set.dataTo().toEpochMilli();
    return new LocalSource(
        set,
        set.size() == 0
            ? new ChronologicalSplit(NO_ROWS, NO_ROWS, NO_ROWS, endMs, endMs)
            : ChronologicalSplit.of(set));
  }

  @Override
  public long rowCount() {
    return set.size();
  }

  @Override
  public ChronologicalSplit.Sizes split() {
    return chronological.sizes();
  }

  @Override
  public int[] holdout() {
    return chronological.holdout();
  }

  @Override
  public LabelledRows train(String label) {
    return LabelledRows.of(set, chronological.train(), label);
  }

  @Override
  public List<Fold> folds() {
    return chronological.walkForward(set).stream()
        .<Fold>map(fold -> new LocalFold(set, fold))
        .toList();
  }

  @Override
  public List<String> constantFeatures() {
    return FeatureInputs.Ranges.of(set, chronological.train()).constant(set.featureNames());
  }

  @Override
  public String fingerprint() {
    return DatasetFingerprint.of(set, chronological.train());
  }

  private record LocalFold(TrainingSet set, ChronologicalSplit split) implements Fold {
    @Override
    public LabelledRows train(String label) {
      return LabelledRows.of(set, split.train(), label);
    }

    @Override
    public LabelledRows holdout(String label) {
      return LabelledRows.of(set, split.holdout(), label);
    }
  }
}
