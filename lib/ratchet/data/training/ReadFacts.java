package ratchet.data.training;

import java.util.List;
import ratchet.data.log.AttemptFacts;
import ratchet.data.log.FeatureSources.InputCounts;

/**
 * What was seen while a training set was read and is in none of its columns.
 *
 * @param featuresAfterwards decisions without features whose context was logged after them, within
 *     the time that it should have been logged before them
 * @param inputs of each feature, in the order of the vector; empty without rows
 * @param attempts how they were brought together with their decisions; nothing but for FillNet
 * @param files where it was read from; nothing but where several were given
 */
public record ReadFacts(
    long featuresAfterwards, List<InputCounts> inputs, AttemptFacts attempts, FilesRead files) {
  /** Of a set that was not read from a database. */
  static final ReadFacts NONE = new ReadFacts(0, List.of(), AttemptFacts.NONE, FilesRead.NONE);

  public ReadFacts {
    inputs = List.copyOf(inputs);
  }

  ReadFacts of(FilesRead read) {
    return new ReadFacts(featuresAfterwards, inputs, attempts, read);
  }
}
