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
 * Summary of a training set for the checks. Its size does not depend on the number of rows. It is
 * computed in several passes over {@link PackedRows}.
 *
 * @param rowCounts number of decisions by their use, see {@link TrainingSummary#rowCounts()}
 * @param rows number of rows that the trainer reads
 * @param trainRows number of training rows
 * @param holdoutRows number of holdout rows
 * @param holdoutFromMs decisions from this time (ms since the epoch) on are the holdout; empty
 *     without rows
 * @param labels the two-class labels by name; empty without rows
 * @param features cells per feature in the order of the vector; empty without rows
 * @param pauses pauses between decisions; empty with fewer than two rows
 * @param lateLabels number of rows whose label ends after its window or, where nothing is censored,
 *     after the data end
 * @param sharedKeys number of holdout rows whose mint is also in the training rows, apart from case
 *     and blanks
 * @param facts further facts that the reader collected
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
   * Reads and summarizes the sets of several models. The rows are kept in memory, packed in at most
   * 40 bytes each, until they are counted.
   *
   * @param listener receives the attempts of FillNet's set when the database is a single file
   * @throws ratchet.model.InputException when a table that one of them needs is missing or cannot
   *     be read
   */
  public static Map<ModelName, SetSummary> ofAll(
      Database database, Set<ModelName> models, DecidedAttempts.Listener listener) {
    Map<ModelName, PackedRows> byModel = new EnumMap<>(ModelName.class);
    models.forEach(model -> byModel.put(model, new PackedRows(listener)));
    Map<ModelName, SetSummary> summaries = new EnumMap<>(ModelName.class);
    // each set is counted and then released, one after the other
    TrainingReader.forEachRow(database, byModel, ReadOptions.DEFAULT)
        .forEach((model, about) -> summaries.put(model, of(about, byModel.remove(model))));
    return summaries;
  }

  /**
   * Summarizes one set.
   *
   * @param about facts about the set that the rows do not contain
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
          // an attempt has ended when it is logged; a position may be censored at the data end
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

  /** The number of decisions in {@link #rowCounts}. */
  public long decisions() {
    return rowCounts.get("decisions");
  }
}
