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
import ratchet.model.WorkerThreads;
import ratchet.statistics.ClusteredRows;
import ratchet.train.solver.LabelledRows;
import ratchet.train.solver.TrainingRows;

/**
 * The data and the threads of one training. What fit and evaluation both need is computed once.
 * Thread-safe.
 */
final class TrainingData {
  private final TrainingSource source;
  private final Supplier<List<TrainingSource.Fold>> folds;
  private final TrainOptions options;
  private final WorkerThreads threads;
  private final Map<String, TrainingRows> train = new ConcurrentHashMap<>();
  private final Map<String, LabelledRows> holdout = new ConcurrentHashMap<>();
  private final Map<String, Supplier<FoldPredictions>> predictions = new ConcurrentHashMap<>();

  TrainingData(TrainingSource source, TrainOptions options, WorkerThreads threads) {
    this.source = source;
    this.folds = threads.begin(source::folds);
    this.options = options;
    this.threads = threads;
  }

  /**
   * The rows and their split, for a trainer that needs all rows in this process.
   *
   * @throws UnsupportedOperationException if they are not in this process
   */
  LocalSource local() {
    if (source instanceof LocalSource here) {
      return here;
    }
    throw new UnsupportedOperationException("the rows of this training are not in this process");
  }

  TrainOptions options() {
    return options;
  }

  TrainingRows train(String label) {
    return train.computeIfAbsent(label, source::train);
  }

  LabelledRows holdout(String label) {
    return holdout.computeIfAbsent(
        label, key -> LabelledRows.of(source.set(), source.holdout(), key));
  }

  /** Mint and decision time of each row. */
  ClusteredRows clusters(LabelledRows rows) {
    return source.set().clusters(rows.places());
  }

  /** Predictions of a logistic regression with this penalty for each fold; started only once. */
  Supplier<FoldPredictions> foldPredictions(String label, double inversePenalty) {
    return predictions.computeIfAbsent(
        label + " " + inversePenalty, key -> FoldPredictions.begin(this, label, inversePenalty));
  }

  /** See {@link WorkerThreads#begin}. */
  <T> Supplier<T> begin(Supplier<T> work) {
    return threads.begin(work);
  }

  /**
   * Starts the same work for every walk-forward fold, the one with the most rows first.
   *
   * @return the results in the order of the folds, without empty ones
   */
  <T> Supplier<List<T>> beginFolds(Function<TrainingSource.Fold, Optional<T>> work) {
    List<TrainingSource.Fold> rising = folds.get();
    List<Supplier<Optional<T>>> begun = new ArrayList<>();
    for (int k = rising.size() - 1; k >= 0; k--) {
      TrainingSource.Fold fold = rising.get(k);
      begun.add(threads.begin(() -> work.apply(fold)));
    }
    Collections.reverse(begun);
    return () -> begun.stream().map(Supplier::get).flatMap(Optional::stream).toList();
  }

  /**
   * Runs the parts in parallel and adds their metrics to the collector in the order of the list.
   */
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
