package ratchet.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import ratchet.data.ChronologicalSplit;
import ratchet.data.TrainingSet;

/**
 * What the checks need to know of a training set, in counts whose size does not depend on its rows.
 * The set itself is let go once it has been summed up.
 *
 * @param rowCounts decisions by what became of them, as {@link TrainingSet#rowCounts()}
 * @param rows that the trainer reads
 * @param trainRows that it will fit
 * @param holdoutRows that it will hold out
 * @param holdoutFromMs decisions from this moment on are held out; empty without rows
 * @param labels the two-class labels by name; empty without rows
 * @param features in the order of the vector; empty without rows
 * @param pauses empty unless there are two rows
 */
record SetSummary(
    Map<String, Long> rowCounts,
    int rows,
    int trainRows,
    int holdoutRows,
    OptionalLong holdoutFromMs,
    Map<String, LabelSummary> labels,
    List<FeatureCells> features,
    Optional<Pauses> pauses) {
  static SetSummary of(TrainingSet set) {
    if (set.size() == 0) {
      return new SetSummary(
          set.rowCounts(), 0, 0, 0, OptionalLong.empty(), Map.of(), List.of(), Optional.empty());
    }
    ChronologicalSplit split = ChronologicalSplit.of(set);
    Map<String, LabelSummary> labels = new LinkedHashMap<>();
    for (String label : TrainerNeeds.of(set.model()).classLabels()) {
      labels.put(label, LabelSummary.of(set, label, split));
    }
    return new SetSummary(
        set.rowCounts(),
        set.size(),
        split.train().length,
        split.holdout().length,
        OptionalLong.of(split.holdoutFromMs()),
        labels,
        IntStream.range(0, set.featureNames().size())
            .mapToObj(feature -> FeatureCells.of(set, feature, split.train(), split.holdout()))
            .toList(),
        set.size() < 2 ? Optional.empty() : Optional.of(Pauses.of(set)));
  }

  long decisions() {
    return rowCounts.get("decisions");
  }
}
