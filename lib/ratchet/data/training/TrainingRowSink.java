package ratchet.data.training;

import ratchet.data.log.DecidedAttempts;

/** Receives the rows of a training set one at a time. */
public interface TrainingRowSink {
  /**
   * Announces, before the first row, how many will come at most. Not called if that is unknown.
   *
   * @param rows at least 0
   */
  default void expect(long rows) {}

  /** Discards all rows so far: they will come again from the first. */
  void clear();

  /**
   * Sets the part of the database that the next rows are from; until then it is the first.
   *
   * @param part counted from 0
   */
  default void from(int part) {}

  /** Reports an attempt that two parts hold and that is read once. */
  default void shared(int part, int other) {}

  /**
   * Receives how FillNet's attempts are matched with their decisions. It is called on another
   * thread, which has ended when the last row arrives. With several files it is not called.
   */
  default DecidedAttempts.Listener listener() {
    return DecidedAttempts.Listener.NONE;
  }

  /**
   * Adds a row. The arrays are reused for the next row: copy their values.
   *
   * @param decisionMs when the decision was taken, milliseconds since the epoch
   * @param labelEndMs when its label was known, milliseconds since the epoch
   * @param key mint or attempt in UTF-8, unique together with the decision time
   * @param mint mint of the decision in UTF-8; empty where it is not known
   * @param labels one value per label; NaN where the row has none
   * @param outcomes one value per outcome; NaN where the row has none
   * @param features one value per feature; never NaN
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
