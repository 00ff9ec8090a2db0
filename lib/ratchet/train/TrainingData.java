package ratchet.train;

import java.util.List;
import ratchet.data.ChronologicalSplit;
import ratchet.data.TrainingSet;

/**
 * Everything a trainer may look at.
 *
 * @param folds walk-forward folds within the training rows
 */
record TrainingData(
    TrainingSet set,
    ChronologicalSplit split,
    List<ChronologicalSplit> folds,
    TrainOptions options) {
  LabelledRows train(String label) {
    return LabelledRows.of(set, split.train(), label);
  }

  LabelledRows holdout(String label) {
    return LabelledRows.of(set, split.holdout(), label);
  }
}
