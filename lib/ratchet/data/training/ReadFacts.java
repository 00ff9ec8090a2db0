package ratchet.data.training;

import java.util.List;
import ratchet.data.log.AttemptFacts;
import ratchet.data.log.InputCounts;

/**
 * What was seen while a training set was read and is in none of its columns.
 *
 * @param featuresAfterwards decisions without features whose context was logged after them, within
 *     the time that it should have been logged before them
 * @param inputs of each feature, in the order of the vector; empty without rows
 * @param attempts how they were brought together with their decisions; nothing but for FillNet
 */
public record ReadFacts(long featuresAfterwards, List<InputCounts> inputs, AttemptFacts attempts) {
  /** Of a set that was not read from a database. */
  static final ReadFacts NONE = new ReadFacts(0, List.of(), AttemptFacts.NONE);

  public ReadFacts {
    inputs = List.copyOf(inputs);
  }
}
