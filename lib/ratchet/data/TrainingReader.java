package ratchet.data;

import ratchet.model.ModelName;

/** Reads the rows from which a model is trained, point in time. */
public final class TrainingReader {
  private TrainingReader() {}

  /**
   * Reads the model's training set.
   *
   * @throws ratchet.model.InputException when a table that it needs is missing or cannot be read
   */
  public static TrainingSet read(Database database, ModelName model, ReadOptions options) {
    throw new IllegalStateException("not read yet: " + model + options + database.file());
  }
}
