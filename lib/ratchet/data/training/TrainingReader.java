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
 * Reads the rows from which a model is trained. Features use only what was logged at or before the
 * decision, labels only what came after it.
 *
 * <p>Everything is read in the order of time, or of mint and time, and joined by merging. No index
 * is needed, nothing is written, and memory holds little but the result. The four readers ({@code
 * FillReader}, {@code AlphaReader}, {@code RugReader}, {@code SurvivalReader}) state their
 * tolerances; the views of {@code TrainingViews} return the same rows.
 *
 * <p>With several files, each attempt is joined with decisions of its own file; prices and contexts
 * of a mint come from all files. A row that two files hold counts once.
 */
public final class TrainingReader {
  private TrainingReader() {}

  /**
   * Reads the model's training set. In {@link TrainingSet#rowCounts()}, {@code decisions} = {@code
   * without_features} + {@code without_label} + {@code rows}. Of the decisions without features,
   * {@code malformed_features} had a context that cannot be used. Of those without a label, {@code
   * open_windows} were too close to the end of the data. {@code duplicates}, and for FillNet {@code
   * echoes}, are not among the decisions. {@code matched_by_amount}, {@code matched_by_elimination}
   * and {@code matched_by_route} count how FillNet's contexts were found. Without data, {@code
   * dataFrom} and {@code dataTo} are the epoch.
   *
   * @throws ratchet.model.InputException when a table that it needs is missing or cannot be read
   */
  public static TrainingSet read(Database database, ModelName model, ReadOptions options) {
    return readAll(database, Set.of(model), options).get(model);
  }

  /**
   * Reads the training sets of several models. All but FillNet share one pass over the execution
   * log.
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
   * Passes the rows of the models' training sets to sinks one at a time, so memory does not grow
   * with their number. FillNet's rows come in the order of a set, those of the other models by
   * mint.
   *
   * @param sinks for each model, receives its rows
   * @return for each model, the summary of its set
   * @throws ratchet.model.InputException when a table that one of them needs is missing or cannot
   *     be read
   */
  public static Map<ModelName, TrainingSummary> forEachRow(
      Database database, Map<ModelName, ? extends TrainingRowSink> sinks, ReadOptions options) {
    return forEachRow(database, Optional.empty(), sinks, options);
  }

  /**
   * Passes the rows of one file to sinks, where several files are read separately, here or
   * elsewhere. Windows end at the latest time of all files. For FillNet, the rows of all files are
   * then those of reading them together, except that attempts of several files are repeated. For
   * the other models that holds only if no mint is in two files, as a mint's entry and prices come
   * from all files.
   *
   * @param scope the sum of the scopes of all files, with {@code asOfMs} of the options
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

  /**
   * The names of a model's labels, in the order in which a {@link TrainingRowSink} receives them.
   */
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

  /** Makes the rows of one model from the mints that {@link PricePath#forEach} visits. */
  interface EntryReader extends AutoCloseable {
    /**
     * @param path of the next mint in the order of {@link MintOrder}; valid during the call only
     */
    void entry(PricePath path);

    /** The summary of the entries so far. */
    TrainingSummary summary();

    @Override
    void close();
  }
}
