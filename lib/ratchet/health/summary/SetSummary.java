package ratchet.health.summary;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.ChronologicalSplit.Cut;
import ratchet.data.training.ChronologicalSplit.LabelTiming;
import ratchet.data.training.ChronologicalSplit.Part;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSummary;
import ratchet.data.training.TrainingSummary.ReadFacts;
import ratchet.model.ModelName;

/**
 * What the checks need to know of a training set, in counts whose size does not depend on its rows.
 * What is counted is gone through several times, from {@link PackedRows}.
 *
 * @param rowCounts decisions by what became of them, as {@link TrainingSummary#rowCounts()}
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
public record SetSummary(
    Map<String, Long> rowCounts,
    long rows,
    long trainRows,
    long holdoutRows,
    OptionalLong holdoutFromMs,
    Map<String, LabelSummary> labels,
    List<FeatureCells> features,
    Optional<LogGaps> pauses,
    long lateLabels,
    long sharedKeys,
    ReadFacts facts) {
  /**
   * Of the rows of each model, which are held packed, at most 40 bytes each, until they are
   * counted.
   *
   * @param listener follows the attempts of FillNet's set, where they are of one file
   * @throws ratchet.model.InputException when a table that one of them needs is missing or cannot
   *     be read
   */
  public static Map<ModelName, SetSummary> ofAll(
      Database database, Set<ModelName> models, DecidedAttempts.Listener listener) {
    Map<ModelName, PackedRows> byModel = new EnumMap<>(ModelName.class);
    models.forEach(model -> byModel.put(model, new PackedRows(listener)));
    Map<ModelName, SetSummary> summaries = new EnumMap<>(ModelName.class);
    // one set after the other is counted and let go
    TrainingReader.forEachRow(database, byModel, ReadOptions.DEFAULT)
        .forEach((model, about) -> summaries.put(model, of(about, byModel.remove(model))));
    return summaries;
  }

  /**
   * @param about all that is not told by the rows
   * @param rows in any order
   */
  public static SetSummary of(TrainingSummary about, PackedRows rows) {
    rows.inOrder();
    if (rows.size() == 0) {
      return new SetSummary(
          about.rowCounts(),
          0,
          0,
          0,
          OptionalLong.empty(),
          Map.of(),
          List.of(),
          Optional.empty(),
          0,
          0,
          about.facts());
    }
    long holdoutFromMs = rows.decisionMs((int) ChronologicalSplit.firstHeldOut(rows.size()));
    Cut cut = Cut.of(holdoutFromMs, LabelTiming.of(about.model()));
    long[] parts = parts(rows, cut);
    long trainRows = parts[Part.TRAIN.ordinal()];
    Map<String, LabelSummary> labels = new LinkedHashMap<>();
    for (String label : TrainerRequirements.of(about.model()).classLabels()) {
      int index = about.labelNames().indexOf(label);
      labels.put(label, LabelSummary.of(rows, label, index, about.featureNames(), cut));
    }
    return new SetSummary(
        about.rowCounts(),
        rows.size(),
        trainRows,
        parts[Part.HOLDOUT.ordinal()],
        OptionalLong.of(holdoutFromMs),
        labels,
        FeatureCells.of(about.featureNames(), rows, cut, trainRows),
        rows.size() < 2 ? Optional.empty() : Optional.of(LogGaps.of(rows)),
        lateLabels(about, rows),
        SharedMints.matters(about.model()) ? SharedMints.count(rows, cut, trainRows) : 0,
        about.facts());
  }

  private static long[] parts(PackedRows rows, Cut cut) {
    long[] counts = new long[Part.values().length];
    rows.rewind();
    while (rows.next()) {
      counts[rows.part(cut).ordinal()]++;
    }
    return counts;
  }

  private static long lateLabels(TrainingSummary about, PackedRows rows) {
    long windowMs = LabelTiming.of(about.model()).window().toMillis();
    long endMs =
        switch (about.model()) {
          case ALPHA, RUGGUARD -> about.dataTo().toEpochMilli();
          // an attempt is over when it is logged; a position may be watched to the end
          case FILLNET, SURVIVAL -> Long.MAX_VALUE;
        };
    long late = 0;
    rows.rewind();
    while (rows.next()) {
      long knownMs = rows.labelEndMs();
      late += knownMs > endMs || knownMs - rows.decisionMs() > windowMs ? 1 : 0;
    }
    return late;
  }

  public long decisions() {
    return rowCounts.get("decisions");
  }
}
