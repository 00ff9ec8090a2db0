package ratchet.spark;

import java.io.Serializable;
import ratchet.model.InputException;

/**
 * The result of work on one file. A file that cannot be used is a result too: after an exception
 * Spark would try again, and the sentence that names the file would be lost.
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
