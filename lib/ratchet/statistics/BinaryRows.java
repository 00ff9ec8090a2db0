package ratchet.statistics;

/** The input checks of every metric on labelled rows. A failed check is a bug of the caller. */
public final class BinaryRows {
  private BinaryRows() {}

  /**
   * @throws IllegalArgumentException for columns of different lengths, a label other than 0 or 1,
   *     or a score that is NaN
   */
  static void check(double[] scores, double[] labels) {
    if (scores.length != labels.length) {
      throw new IllegalArgumentException(
          scores.length + " scores for " + labels.length + " labels");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0 && labels[i] != 1) {
        throw new IllegalArgumentException("labels[" + i + "] is neither 0 nor 1: " + labels[i]);
      }
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("scores[" + i + "] is NaN");
      }
    }
  }

  /**
   * @throws IllegalArgumentException as {@link #check}, and for a probability outside [0, 1]
   */
  public static void checkProbabilities(double[] probabilities, double[] labels) {
    check(probabilities, labels);
    for (int i = 0; i < probabilities.length; i++) {
      checkProbability(probabilities[i], i);
    }
  }

  /**
   * @throws IllegalArgumentException for a probability outside [0, 1]
   */
  static void checkProbability(double probability, int row) {
    if (probability < 0 || probability > 1) {
      throw new IllegalArgumentException(
          "probabilities[" + row + "] is outside [0, 1]: " + probability);
    }
  }

  static int positives(double[] labels) {
    int positives = 0;
    for (double label : labels) {
      positives += (int) label;
    }
    return positives;
  }
}
