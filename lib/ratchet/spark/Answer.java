package ratchet.spark;

import java.io.Serializable;
import ratchet.model.InputException;

/**
 * What came of work on one file. A file that cannot be used is an answer, too: an exception would
 * have Spark try again, and lose the sentence that names the file.
 *
 * @param value null where there is a problem
 * @param problem one sentence that names the file; null where there is none
 * @param remedy what to do about the problem
 */
record Answer<T>(T value, String problem, String remedy) implements Serializable {
  static <T> Answer<T> of(T value) {
    return new Answer<>(value, null, null);
  }

  static <T> Answer<T> failed(InputException failure) {
    return new Answer<>(null, failure.getMessage(), failure.remedy());
  }

  /** The same problem, of work that was not done for it. */
  <U> Answer<U> sameProblem() {
    return new Answer<>(null, problem, remedy);
  }

  /**
   * @throws InputException for a problem
   */
  T get() {
    if (problem != null) {
      throw new InputException(problem, remedy);
    }
    return value;
  }
}
