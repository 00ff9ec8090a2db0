package ratchet.health;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import ratchet.data.ChronologicalSplit;
import ratchet.data.LabelTiming;
import ratchet.data.ReadFacts;
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
 * @param lateLabels rows whose label was known later than its window allows, or, where nothing is
 *     censored, after the data end
 * @param sharedKeys holdout rows whose key is, but for case and blanks, that of a row to fit
 * @param facts what else was seen on the way
 */
record SetSummary(
    Map<String, Long> rowCounts,
    int rows,
    int trainRows,
    int holdoutRows,
    OptionalLong holdoutFromMs,
    Map<String, LabelSummary> labels,
    List<FeatureCells> features,
    Optional<Pauses> pauses,
    long lateLabels,
    long sharedKeys,
    ReadFacts facts) {
  static SetSummary of(TrainingSet set) {
    if (set.size() == 0) {
      return new SetSummary(
          set.rowCounts(),
          0,
          0,
          0,
          OptionalLong.empty(),
          Map.of(),
          List.of(),
          Optional.empty(),
          0,
          0,
          set.facts());
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
        set.size() < 2 ? Optional.empty() : Optional.of(Pauses.of(set)),
        lateLabels(set),
        SharedMintsCheck.matters(set.model()) ? sharedKeys(set, split) : 0,
        set.facts());
  }

  private static long lateLabels(TrainingSet set) {
    long windowMs = LabelTiming.of(set.model()).window().toMillis();
    long endMs =
        switch (set.model()) {
          case ALPHA, RUGGUARD -> set.dataTo().toEpochMilli();
          // an attempt is over when it is logged; a position may be watched to the end
          case FILLNET, SURVIVAL -> Long.MAX_VALUE;
        };
    return IntStream.range(0, set.size())
        .filter(
            row ->
                set.labelEndMs()[row] > endMs
                    || set.labelEndMs()[row] - set.decisionMs()[row] > windowMs)
        .count();
  }

  private static long sharedKeys(TrainingSet set, ChronologicalSplit split) {
    long[] fitted =
        Arrays.stream(split.train()).mapToLong(row -> spelled(set.keys()[row])).toArray();
    Arrays.sort(fitted);
    return Arrays.stream(split.holdout())
        .filter(row -> Arrays.binarySearch(fitted, spelled(set.keys()[row])) >= 0)
        .count();
  }

  /** The key without case and outer blanks, as a number: 64 bits tell all the mints there are. */
  private static long spelled(String mint) {
    long hash = 0xcbf29ce484222325L;
    String plain = mint.strip().toLowerCase(Locale.ROOT);
    for (int i = 0; i < plain.length(); i++) {
      hash = (hash ^ plain.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  long decisions() {
    return rowCounts.get("decisions");
  }
}
