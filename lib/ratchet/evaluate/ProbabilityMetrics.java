package ratchet.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How true probabilities of label 1 are. Smaller is better throughout.
 *
 * <p>A figure that the rows cannot give is empty. Columns of different lengths, a label other than
 * 0 or 1 and a probability outside [0, 1] are {@link IllegalArgumentException}.
 */
public final class ProbabilityMetrics {
  /** Probabilities are kept this far from 0 and 1 before a logarithm: 2⁻⁵². */
  public static final double CLIP = Math.ulp(1.0);

  private ProbabilityMetrics() {}

  /**
   * Mean squared error of the probabilities.
   *
   * @return empty without rows
   */
  public static OptionalDouble brier(double[] probabilities, double[] labels) {
    return Arrays.stream(squaredErrors(probabilities, labels)).average();
  }

  /**
   * Mean negative log likelihood, in nats; probabilities are clipped by {@link #CLIP}, so that one
   * certain and wrong row costs 36 nats and not infinity.
   *
   * @return empty without rows
   */
  public static OptionalDouble logLoss(double[] probabilities, double[] labels) {
    return Arrays.stream(logLosses(probabilities, labels)).average();
  }

  /** Squared error of each row: the parts of {@link #brier}. */
  public static double[] squaredErrors(double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    double[] errors = new double[labels.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (probabilities[i] - labels[i]) * (probabilities[i] - labels[i]);
    }
    return errors;
  }

  /** Negative log likelihood of each row: the parts of {@link #logLoss}. */
  public static double[] logLosses(double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      double clipped = clip(probabilities[i]);
      losses[i] = labels[i] == 1 ? -Math.log(clipped) : -Math.log1p(-clipped);
    }
    return losses;
  }

  /**
   * Expected calibration error: rows in order of probability are cut into bins of equal count (to
   * within one row), and the gap between mean probability and share of positives is averaged over
   * the bins by their size. Rows of equal probability that straddle a cut each count as their
   * common share of positives, so that the order of the rows does not matter.
   *
   * @param bins 15 is customary; with fewer rows, one bin per row
   * @return empty without rows
   */
  public static OptionalDouble expectedCalibrationError(
      double[] probabilities, double[] labels, int bins) {
    BinaryRows.checkProbabilities(probabilities, labels);
    if (bins < 1) {
      throw new IllegalArgumentException("bins is below 1: " + bins);
    }
    int rows = labels.length;
    if (rows == 0) {
      return OptionalDouble.empty();
    }
    double[] gaps = sortedGaps(probabilities, labels);
    int used = Math.min(bins, rows);
    double sum = 0;
    for (int b = 0; b < used; b++) {
      double gap = 0;
      for (int i = cut(b, rows, used); i < cut(b + 1, rows, used); i++) {
        gap += gaps[i];
      }
      sum += Math.abs(gap);
    }
    return OptionalDouble.of(sum / rows);
  }

  /**
   * The parts of the Brier score; see {@link BrierDecomposition}.
   *
   * @return empty without rows
   */
  public static Optional<BrierDecomposition> decomposition(
      double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    return BrierDecomposition.of(probabilities, labels);
  }

  /** Mean probability less share of positives of each row's ties, in order of probability. */
  static double[] sortedGaps(double[] probabilities, double[] labels) {
    double[] falling = new double[labels.length];
    double[] sorted = probabilities.clone();
    Arrays.sort(sorted);
    TieGroups groups = TieGroups.of(probabilities, labels);
    int row = labels.length;
    for (int g = 0; g < groups.size(); g++) {
      int members = groups.positives(g) + groups.negatives(g);
      double gap = sorted[row - 1] - (double) groups.positives(g) / members;
      Arrays.fill(falling, row - members, row, gap);
      row -= members;
    }
    return falling;
  }

  static int cut(int bin, int rows, int bins) {
    return (int) ((long) bin * rows / bins);
  }

  static double clip(double probability) {
    return Math.min(1 - CLIP, Math.max(CLIP, probability));
  }
}
