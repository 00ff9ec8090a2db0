package ratchet.train.solver;

import java.util.Locale;
import ratchet.model.RefusalException;

/**
 * Newton's method with a backtracking line search (Armijo's condition with 1e-4; a step is halved
 * until it holds).
 *
 * <p>It stops if the next step is below 1e-9 of the size of the weights (so their error is far
 * below 1e-6), or if no step improves the value by more than rounding. In both cases the gradient
 * must be below 1e-8 of {@link Objective#gradientScale()}.
 */
final class Newton {
  private static final int MAX_ITERATIONS = 100;
  private static final int MAX_HALVINGS = 60;
  private static final double STEP_TOLERANCE = 1e-9;
  private static final double GRADIENT_TOLERANCE = 1e-8;
  private static final double ARMIJO = 1e-4;

  /** A relative difference of the value below this is rounding. */
  private static final double VALUE_ROUNDING = 1e-13;

  private Newton() {}

  /**
   * @param iterations Newton steps taken
   * @param relativeGradientNorm Euclidean norm of the gradient at the weights, relative to {@link
   *     Objective#gradientScale()}
   */
  record Minimum(
      double[] weights, double[][] hessian, int iterations, double relativeGradientNorm) {}

  /**
   * @throws RefusalException with the reason {@code not_converged} if the optimum is not reached
   */
  static Minimum minimise(Objective objective, double[] start) {
    double[] weights = start.clone();
    Objective.Point point = objective.at(weights);
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double relative = norm(point.gradient()) / objective.gradientScale();
      double[] step = step(point, relative);
      if (largest(step) <= STEP_TOLERANCE * Math.max(1, largest(weights))
          && relative <= GRADIENT_TOLERANCE) {
        return new Minimum(weights, point.hessian(), iteration, relative);
      }
      double slope = dot(point.gradient(), step);
      double length = 1;
      for (int halving = 0; ; halving++) {
        double[] candidate = plus(weights, step, length);
        Objective.Point next = objective.at(candidate);
        if (isBetter(next, point, length * slope)) {
          weights = candidate;
          point = next;
          break;
        }
        if (halving == MAX_HALVINGS) {
          return atRounding(weights, point, iteration, relative);
        }
        length /= 2;
      }
    }
    double relative = norm(point.gradient()) / objective.gradientScale();
    return atRounding(weights, point, MAX_ITERATIONS, relative);
  }

  /**
   * No step improves the value within the precision of a double: this is the optimum, or none
   * exists.
   */
  private static Minimum atRounding(
      double[] weights, Objective.Point point, int iteration, double relative) {
    if (relative <= GRADIENT_TOLERANCE) {
      return new Minimum(weights, point.hessian(), iteration, relative);
    }
    throw notConverged(relative);
  }

  /**
   * Whether the value decreases by enough of the expected decrease or, within rounding, the
   * gradient is smaller.
   */
  private static boolean isBetter(Objective.Point next, Objective.Point now, double promised) {
    if (next.value() < now.value() && next.value() <= now.value() + ARMIJO * promised) {
      return true;
    }
    return next.value() <= now.value() + VALUE_ROUNDING * Math.abs(now.value())
        && norm(next.gradient()) < norm(now.gradient());
  }

  private static double[] step(Objective.Point point, double relativeGradientNorm) {
    double[] downhill = new double[point.gradient().length];
    for (int i = 0; i < downhill.length; i++) {
      downhill[i] = -point.gradient()[i];
    }
    try {
      return Cholesky.of(point.hessian()).solve(downhill);
    } catch (Cholesky.NotPositiveDefinite e) {
      throw notConverged(relativeGradientNorm);
    }
  }

  private static RefusalException notConverged(double relativeGradientNorm) {
    return new RefusalException(
        "not_converged",
        String.format(
            Locale.ROOT,
            "the fit did not reach its optimum: relative gradient norm %.3g, required %.0e",
            relativeGradientNorm,
            GRADIENT_TOLERANCE),
        "look at the rows with --dump: a column of extreme values, or hardly any of one class");
  }

  private static double[] plus(double[] weights, double[] step, double length) {
    double[] sum = new double[weights.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = weights[i] + length * step[i];
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static double largest(double[] vector) {
    double largest = 0;
    for (double value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
