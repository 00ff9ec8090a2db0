package ratchet.train;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ratchet.data.ChronologicalSplit;
import ratchet.data.TrainingSet;

/** Everything a trainer may look at; what fit and evaluation both need is made once. */
final class TrainingData {
  private final TrainingSet set;
  private final ChronologicalSplit split;
  private final List<ChronologicalSplit> folds;
  private final TrainOptions options;
  private final Map<String, FoldPredictions> predictions = new ConcurrentHashMap<>();

  /**
   * @param folds walk-forward folds within the training rows
   */
  TrainingData(
      TrainingSet set,
      ChronologicalSplit split,
      List<ChronologicalSplit> folds,
      TrainOptions options) {
    this.set = set;
    this.split = split;
    this.folds = folds;
    this.options = options;
  }

  TrainingSet set() {
    return set;
  }

  ChronologicalSplit split() {
    return split;
  }

  List<ChronologicalSplit> folds() {
    return folds;
  }

  TrainOptions options() {
    return options;
  }

  LabelledRows train(String label) {
    return LabelledRows.of(set, split.train(), label);
  }

  int trainSize(String label) {
    return LabelledRows.count(set, split.train(), label);
  }

  LabelledRows holdout(String label) {
    return LabelledRows.of(set, split.holdout(), label);
  }

  int holdoutSize(String label) {
    return LabelledRows.count(set, split.holdout(), label);
  }

  /** What a logistic regression with this penalty says of each fold's holdout. */
  FoldPredictions foldPredictions(String label, double inversePenalty) {
    return predictions.computeIfAbsent(
        label + " " + inversePenalty, key -> FoldPredictions.of(this, label, inversePenalty));
  }
}
