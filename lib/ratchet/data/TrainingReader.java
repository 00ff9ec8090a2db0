package ratchet.data;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ratchet.model.ModelName;

/**
 * Reads the rows from which a model is trained, point in time: what a row's features say was logged
 * at or before its decision, and its label uses only what came after.
 *
 * <p>Everything is read in the order of time, or of mint and time, and joined by merging: no index
 * is needed, nothing is written, and memory holds the result and little else. The four readers
 * ({@code FillReader}, {@code AlphaReader}, {@code RugReader}, {@code SurvivalReader}) state their
 * tolerances; the views of {@link TrainingViews} give the same rows.
 */
public final class TrainingReader {
  private TrainingReader() {}

  /**
   * Reads the model's training set. {@link TrainingSet#rowCounts()} tells {@code decisions} =
   * {@code without_features} + {@code without_label} + {@code rows}; of those without features,
   * {@code malformed_features} had a context that cannot be used, and of those without a label
   * {@code open_windows} were decided too close to the end of the data. {@code duplicates} came on
   * top. Without any row the data is from and to the epoch.
   *
   * @throws ratchet.model.InputException when a table that it needs is missing or cannot be read
   */
  public static TrainingSet read(Database database, ModelName model, ReadOptions options) {
    return readAll(database, Set.of(model), options).get(model);
  }

  /**
   * The same for several models: those that go by the entered mints are read in one pass over the
   * execution log.
   *
   * @throws ratchet.model.InputException when a table that one of them needs is missing or cannot
   *     be read
   */
  public static Map<ModelName, TrainingSet> readAll(
      Database database, Set<ModelName> models, ReadOptions options) {
    Map<ModelName, TrainingSet> sets = new EnumMap<>(ModelName.class);
    models.forEach(model -> database.requireTables(tables(model)));
    if (models.contains(ModelName.FILLNET)) {
      TrainingColumns columns = new TrainingColumns();
      TrainingSummary summary = FillReader.read(database, options, columns);
      sets.put(ModelName.FILLNET, columns.build(summary));
    }
    Map<ModelName, EntryReader> readers = new EnumMap<>(ModelName.class);
    try {
      if (models.stream().anyMatch(model -> model != ModelName.FILLNET)) {
        Execution.Span span = Execution.span(database, options.asOfMs());
        models.forEach(
            model -> byEntry(database, model, options, span).ifPresent(r -> readers.put(model, r)));
        EntryStream.forEach(
            database,
            options.asOfMs(),
            path -> readers.values().forEach(reader -> reader.entry(path)));
      }
      readers.forEach((model, reader) -> sets.put(model, reader.build()));
    } finally {
      readers.values().forEach(EntryReader::close);
    }
    return sets;
  }

  /**
   * The rows of FillNet's training set one by one, in the same order, for whoever does not need
   * them all at once: memory does not grow with their number.
   *
   * @throws ratchet.model.InputException as {@link #read}
   */
  public static TrainingSummary forEachFillNetRow(
      Database database, ReadOptions options, TrainingRowSink sink) {
    database.requireTables(tables(ModelName.FILLNET));
    return FillReader.read(database, options, sink);
  }

  private static Optional<EntryReader> byEntry(
      Database database, ModelName model, ReadOptions options, Execution.Span span) {
    return switch (model) {
      case FILLNET -> Optional.empty();
      case ALPHA -> Optional.of(new AlphaReader(database, options, span));
      case RUGGUARD -> Optional.of(new RugReader(database, options, span));
      case SURVIVAL -> Optional.of(new SurvivalReader(database, options, span));
    };
  }

  private static String[] tables(ModelName model) {
    return switch (model) {
      case FILLNET -> new String[] {"exec_outcomes", "sim_exec_outcomes", "fill_preds"};
      case ALPHA -> new String[] {"exec_outcomes", "sim_exec_outcomes", "scores"};
      case RUGGUARD, SURVIVAL ->
          new String[] {"exec_outcomes", "sim_exec_outcomes", "sizing_decisions", "rug_verdicts"};
    };
  }
}
