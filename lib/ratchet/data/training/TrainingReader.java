package ratchet.data.training;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ratchet.data.log.ContextStream.MintOrder;
import ratchet.data.log.Execution;
import ratchet.data.log.PricePath;
import ratchet.data.sqlite.Database;
import ratchet.model.ModelName;

/**
 * Reads the rows from which a model is trained, point in time: what a row's features say was logged
 * at or before its decision, and its label uses only what came after.
 *
 * <p>Everything is read in the order of time, or of mint and time, and joined by merging: no index
 * is needed, nothing is written, and memory holds the result and little else. The four readers
 * ({@code FillReader}, {@code AlphaReader}, {@code RugReader}, {@code SurvivalReader}) state their
 * tolerances; the views of {@code TrainingViews} give the same rows.
 *
 * <p>Of several files, each attempt is joined with what its own file logged; prices and contexts of
 * a mint are those of all files. What two files hold counts once.
 */
public final class TrainingReader {
  private TrainingReader() {}

  /**
   * Reads the model's training set. {@link TrainingSet#rowCounts()} tells {@code decisions} =
   * {@code without_features} + {@code without_label} + {@code rows}; of those without features,
   * {@code malformed_features} had a context that cannot be used, and of those without a label
   * {@code open_windows} were decided too close to the end of the data. {@code duplicates} came on
   * top, and for FillNet {@code echoes}; {@code matched_by_amount}, {@code matched_by_elimination}
   * and {@code matched_by_route} tell how its contexts were found. Without any row the data is from
   * and to the epoch.
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
    Map<ModelName, TrainingColumns> columns = new EnumMap<>(ModelName.class);
    models.forEach(model -> columns.put(model, new TrainingColumns()));
    Map<ModelName, TrainingSet> sets = new EnumMap<>(ModelName.class);
    forEachRow(database, columns, options)
        .forEach((model, summary) -> sets.put(model, columns.get(model).build(summary)));
    return sets;
  }

  /**
   * The rows of the models' training sets one by one, for whoever does not need all at once: memory
   * does not grow with their number. FillNet's come in the order of a set, those of the other
   * models by mint.
   *
   * @param sinks by model, each gets the rows of its own
   * @return what there is to say of each set beside its rows
   * @throws ratchet.model.InputException when a table that one of them needs is missing or cannot
   *     be read
   */
  public static Map<ModelName, TrainingSummary> forEachRow(
      Database database, Map<ModelName, ? extends TrainingRowSink> sinks, ReadOptions options) {
    return forEachRow(database, Optional.empty(), sinks, options);
  }

  /**
   * The same of one of several files that are read apart, here or elsewhere: the rows of its own
   * attempts, windows counted from the newest moment of all files. For FillNet these are the rows
   * that the files read together have, but for attempts that several files hold. For the others
   * they are, where no mint is in two files: a mint's entry and prices are those of all files.
   *
   * @param scope the sum of the scopes of all files, as of the moment of the options
   * @throws ratchet.model.InputException when a table that one of them needs is missing or cannot
   *     be read
   */
  public static Map<ModelName, TrainingSummary> forEachRow(
      Database file,
      LogScope scope,
      Map<ModelName, ? extends TrainingRowSink> sinks,
      ReadOptions options) {
    return forEachRow(file, Optional.of(scope), sinks, options);
  }

  private static Map<ModelName, TrainingSummary> forEachRow(
      Database database,
      Optional<LogScope> scope,
      Map<ModelName, ? extends TrainingRowSink> sinks,
      ReadOptions options) {
    sinks.keySet().forEach(model -> database.requireTables(tables(model)));
    if (database.isOfSeveral()) {
      return ofSeveral(database, scope, sinks, options);
    }
    return ofAll(database, scope, sinks, options);
  }

  private static Map<ModelName, TrainingSummary> ofSeveral(
      Database database,
      Optional<LogScope> scope,
      Map<ModelName, ? extends TrainingRowSink> sinks,
      ReadOptions options) {
    Map<ModelName, PartDigests> digested = new EnumMap<>(ModelName.class);
    sinks.forEach((model, sink) -> digested.put(model, new PartDigests(model, database, sink)));
    Map<ModelName, TrainingSummary> summaries = ofAll(database, scope, digested, options);
    summaries.replaceAll((model, summary) -> summary.of(digested.get(model).files()));
    return summaries;
  }

  private static Map<ModelName, TrainingSummary> ofAll(
      Database database,
      Optional<LogScope> scope,
      Map<ModelName, ? extends TrainingRowSink> sinks,
      ReadOptions options) {
    Map<ModelName, TrainingSummary> summaries = new EnumMap<>(ModelName.class);
    Map<ModelName, TrainingRowSink> byEntry = new EnumMap<>(ModelName.class);
    sinks.forEach(
        (model, sink) -> {
          if (model == ModelName.FILLNET) {
            summaries.put(model, FillReader.read(database, options, scope, sink));
          } else {
            byEntry.put(model, sink);
          }
        });
    if (!byEntry.isEmpty()) {
      Execution.Span span =
          scope.map(LogScope::span).orElseGet(() -> Execution.span(database, options.asOfMs()));
      summaries.putAll(forEachEntry(database, byEntry, options, span));
    }
    return summaries;
  }

  /** The labels of a model's rows, in the order in which a {@link TrainingRowSink} gets them. */
  public static List<String> labels(ModelName model) {
    return switch (model) {
      case FILLNET -> FillRows.LABELS;
      case ALPHA -> AlphaReader.LABELS;
      case RUGGUARD -> RugReader.LABELS;
      case SURVIVAL -> SurvivalReader.LABELS;
    };
  }

  private static Map<ModelName, TrainingSummary> forEachEntry(
      Database database,
      Map<ModelName, TrainingRowSink> sinks,
      ReadOptions options,
      Execution.Span span) {
    Map<ModelName, EntryReader> readers = new EnumMap<>(ModelName.class);
    try {
      sinks.forEach(
          (model, sink) -> readers.put(model, entryReader(database, model, options, span, sink)));
      PricePath.forEach(
          database, options.asOfMs(), path -> readers.values().forEach(r -> r.entry(path)));
      Map<ModelName, TrainingSummary> summaries = new EnumMap<>(ModelName.class);
      readers.forEach((model, reader) -> summaries.put(model, reader.summary()));
      return summaries;
    } finally {
      readers.values().forEach(EntryReader::close);
    }
  }

  private static EntryReader entryReader(
      Database database,
      ModelName model,
      ReadOptions options,
      Execution.Span span,
      TrainingRowSink sink) {
    return switch (model) {
      case ALPHA -> new AlphaReader(database, options, span, sink);
      case RUGGUARD -> new RugReader(database, options, span, sink);
      case SURVIVAL -> new SurvivalReader(database, options, span, sink);
      case FILLNET -> throw new IllegalArgumentException(model + " has a row for each attempt");
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

  /**
   * What one model learns of each mint that was entered, as {@link PricePath#forEach} passes by.
   */
  interface EntryReader extends AutoCloseable {
    /**
     * @param path of the next mint in the order of {@link MintOrder}; good until this returns
     */
    void entry(PricePath path);

    /** Of the entries so far. */
    TrainingSummary summary();

    @Override
    void close();
  }
}
