package ratchet.data;

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
    return switch (model) {
      case FILLNET -> FillReader.read(database, options);
      case ALPHA -> AlphaReader.read(database, options);
      case RUGGUARD -> RugReader.read(database, options);
      case SURVIVAL -> SurvivalReader.read(database, options);
    };
  }
}
