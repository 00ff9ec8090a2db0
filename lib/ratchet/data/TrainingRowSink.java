package ratchet.data;

/** Takes the rows of a training set one after the other. */
public interface TrainingRowSink {
  /**
   * Takes a row. The arrays are filled again for the next one: keep their values, not them.
   *
   * @param decisionMs when the decision was taken, milliseconds since the epoch
   * @param labelEndMs when its label was known
   * @param key mint or attempt, unique together with the decision time
   * @param labels by label; NaN where the row has none
   * @param outcomes by outcome; NaN where the row has none
   * @param features by feature; never NaN
   */
  void add(
      long decisionMs,
      long labelEndMs,
      String key,
      double[] labels,
      double[] outcomes,
      double[] features);
}
