package ratchet.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.TrainingSet;
import ratchet.statistics.ClusteredRows;
import ratchet.train.solver.LabelledRows;
import ratchet.train.solver.TrainingThreads;

/**
 * Everything a trainer may look at, and the crew that works on it; what fit and evaluation both
 * need is made once.
 */
final class TrainingData {
  private final TrainingSet set;
  private final ChronologicalSplit split;
  private final Supplier<List<ChronologicalSplit>> folds;
  private final TrainOptions options;
  private final TrainingThreads threads;
  private final Map<String, LabelledRows> train = new ConcurrentHashMap<>();
  private final Map<String, LabelledRows> holdout = new ConcurrentHashMap<>();
  private final Map<String, Supplier<FoldPredictions>> predictions = new ConcurrentHashMap<>();

  /**
   * @param folds walk-forward folds within the training rows
   */
  TrainingData(
      TrainingSet set,
      ChronologicalSplit split,
      Supplier<List<ChronologicalSplit>> folds,
      TrainOptions options,
      TrainingThreads threads) {
    this.set = set;
    this.split = split;
    this.folds = folds;
    this.options = options;
    this.threads = threads;
  }

  TrainingSet set() {
    return set;
  }

  ChronologicalSplit split() {
    return split;
  }

  TrainOptions options() {
    return options;
  }

  LabelledRows train(String label) {
    return train.computeIfAbsent(label, key -> rows(split.train(), key));
  }

  LabelledRows holdout(String label) {
    return holdout.computeIfAbsent(label, key -> rows(split.holdout(), key));
  }

  /**
   * Those of a selection that carry the label.
   *
   * @param selection row numbers of the set, rising
   */
  LabelledRows rows(int[] selection, String label) {
    return LabelledRows.of(set, selection, label);
  }

  /** Which of these rows share a mint, and when each was decided. */
  ClusteredRows clusters(LabelledRows rows) {
    return set.clusters(rows.places());
  }

  /** What a logistic regression with this penalty says of each fold's holdout; begun once. */
  Supplier<FoldPredictions> foldPredictions(String label, double inversePenalty) {
    return predictions.computeIfAbsent(
        label + " " + inversePenalty, key -> FoldPredictions.begin(this, label, inversePenalty));
  }

  /** See {@link TrainingThreads#begin}. */
  <T> Supplier<T> begin(Supplier<T> work) {
    return threads.begin(work);
  }

  /**
   * Begins the same work for every walk-forward fold, that with the most rows first.
   *
   * @return in the order of the folds, without those that gave nothing
   */
  <T> Supplier<List<T>> beginFolds(Function<ChronologicalSplit, Optional<T>> work) {
    List<ChronologicalSplit> rising = folds.get();
    List<Supplier<Optional<T>>> begun = new ArrayList<>();
    for (int k = rising.size() - 1; k >= 0; k--) {
      ChronologicalSplit fold = rising.get(k);
      begun.add(threads.begin(() -> work.apply(fold)));
    }
    Collections.reverse(begun);
    return () -> begun.stream().map(Supplier::get).flatMap(Optional::stream).toList();
  }

  /** Has the parts written side by side; they stand in the book in the order they have here. */
  void write(MetricCollector collector, List<Consumer<MetricCollector>> parts) {
    List<Supplier<MetricCollector>> begun =
        parts.stream()
            .map(
                part ->
                    threads.begin(
                        () -> {
                          MetricCollector own = new MetricCollector();
                          part.accept(own);
                          return own;
                        }))
            .toList();
    begun.forEach(part -> collector.add(part.get()));
  }
}
