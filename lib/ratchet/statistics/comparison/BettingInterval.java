package ratchet.statistics.comparison;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.rootfinder.BrentSolver;
import ratchet.statistics.InfluenceValues;

/**
 * An interval of the mean of bounded differences that is valid at all times at once, by betting
 * (Waudby-Smith and Ramdas 2024, Journal of the Royal Statistical Society B 86:1). Bets against the
 * true mean do not win in expectation, so a mean against which bets won much is rejected. The
 * stakes are a fixed mixture, from small ones to nearly all of the capital. The e-value of a mean
 * is the capital that bets against it make of 1. The interval is narrower than {@link
 * EmpiricalBernstein} while there are few outcomes, because it uses their whole distribution.
 *
 * <p>The differences must be independent given the past, so the rows of a cluster must be reduced
 * to one mean. Each end takes about 10 passes over the differences. Immutable.
 */
final class BettingInterval {
  static final double[] STAKES = {
    0.01, 0.025, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95
  };

  private static final double ACCURACY = 1e-10;

  private final double[] differences;
  private final double mean;
  private final double deviation;

  /**
   * @param differences in the order in which they became known; not copied
   * @throws IllegalArgumentException without a difference, or for one outside [-1, 1]
   */
  BettingInterval(double[] differences) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("no difference");
    }
    for (double difference : differences) {
      if (!(Math.abs(difference) <= 1)) {
        throw new IllegalArgumentException("not from -1 to 1: " + difference);
      }
    }
    this.differences = differences;
    this.mean = InfluenceValues.sum(differences) / differences.length;
    double squares = 0;
    for (double difference : differences) {
      squares += (difference - mean) * (difference - mean);
    }
    this.deviation = Math.sqrt(squares / differences.length);
  }

  /** The logarithm of the e-value against a mean of at most {@code value}, which is above -1. */
  double logEvidenceAbove(double value) {
    return logCapital(value, 1);
  }

  /** The logarithm of the e-value against a mean of at least {@code value}, which is below 1. */
  double logEvidenceBelow(double value) {
    return logCapital(-value, -1);
  }

  /**
   * @param alpha probability that the interval is ever wrong, both sides together
   */
  double lower(double alpha) {
    return bound(alpha, mean, this::logEvidenceAbove);
  }

  /**
   * @param alpha probability that the interval is ever wrong, both sides together
   */
  double upper(double alpha) {
    return -bound(alpha, -mean, value -> logEvidenceBelow(-value));
  }

  private double bound(double alpha, double from, DoubleUnaryOperator logEvidence) {
    double target = Math.log(2 / alpha);
    // the evidence decreases with the value, and is 0 against the mean itself
    double near = from;
    for (double step = firstStep(target); from - step > -1; step *= 2) {
      if (logEvidence.applyAsDouble(from - step) >= target) {
        return root(value -> logEvidence.applyAsDouble(value) - target, from - step, near);
      }
      near = from - step;
    }
    double edge = -1 + ACCURACY;
    return edge < near && logEvidence.applyAsDouble(edge) >= target
        ? root(value -> logEvidence.applyAsDouble(value) - target, edge, near)
        : -1;
  }

  /** The end for normal differences, as the start of the search. */
  private double firstStep(double target) {
    return Math.max(
        1.0 / differences.length, deviation * Math.sqrt(2 * target / differences.length));
  }

  private static double root(DoubleUnaryOperator function, double low, double high) {
    return new BrentSolver(ACCURACY, ACCURACY, ACCURACY).findRoot(function, low, high);
  }

  /**
   * With z = (1 + sign·x)/2 and its assumed mean μ, a bet with stake f turns a capital of 1 into 1
   * + f·(z/μ − 1).
   *
   * @param value the assumed mean of sign·x
   */
  private double logCapital(double value, int sign) {
    double scale = 1 / (1 + value);
    double highest = Double.NEGATIVE_INFINITY;
    double[] logs = new double[STAKES.length];
    for (int k = 0; k < STAKES.length; k++) {
      logs[k] = logCapital(1 - STAKES[k] + STAKES[k] * scale, STAKES[k] * scale * sign);
      highest = Math.max(highest, logs[k]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - highest);
    }
    return highest + Math.log(sum / STAKES.length);
  }

  /**
   * Σ log(base + slope·x), with one logarithm for the product of sixteen factors. Four products are
   * computed side by side, so that the processor does not wait for each multiplication.
   */
  private double logCapital(double base, double slope) {
    double log = 0;
    int i = 0;
    for (; i + 64 <= differences.length; i += 64) {
      double one = 1;
      double two = 1;
      double three = 1;
      double four = 1;
      for (int j = i; j < i + 64; j += 4) {
        one *= base + slope * differences[j];
        two *= base + slope * differences[j + 1];
        three *= base + slope * differences[j + 2];
        four *= base + slope * differences[j + 3];
      }
      log += Math.log(one) + Math.log(two) + Math.log(three) + Math.log(four);
    }
    for (; i < differences.length; i++) {
      log += Math.log(base + slope * differences[i]);
    }
    return log;
  }
}
