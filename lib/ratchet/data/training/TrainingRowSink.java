package ratchet.data.training;

import ratchet.data.log.DecidedAttempts;

/** Takes the rows of a training set one after the other. */
public interface TrainingRowSink {
  /**
   * Tells, before the first row, how many will come at most; never told where nobody knows.
   *
   * @param rows at least 0
   */
  default void expect(long rows) {}

  /** Lets go of all rows so far: they come again, from the first on. */
  void clear();

  /**
   * Tells which part of the database the next rows are of; the first where nobody says.
   *
   * @param part counted from 0
   */
  default void from(int part) {}

  /** Tells of an attempt that two parts hold, and that comes once. */
  default void shared(int part, int other) {}

  /**
   * Who follows how FillNet's attempts are brought together with their decisions: told on another
   * thread, which has ended when the last row is there. Of several parts nobody is told.
   */
  default DecidedAttempts.Listener listener() {
    return DecidedAttempts.Listener.NONE;
  }

  /**
   * Takes a row. The arrays are filled again for the next one: keep their values, not them.
   *
   * @param decisionMs when the decision was taken, milliseconds since the epoch
   * @param labelEndMs when its label was known
   * @param key mint or attempt in UTF-8, unique together with the decision time
   * @param mint what the decision was about, in UTF-8; empty where nobody knows
   * @param labels by label; NaN where the row has none
   * @param outcomes by outcome; NaN where the row has none
   * @param features by feature; never NaN
   */
  void add(
      long decisionMs,
      long labelEndMs,
      byte[] key,
      byte[] mint,
      double[] labels,
      double[] outcomes,
      double[] features);
}
