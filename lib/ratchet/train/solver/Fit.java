package ratchet.train.solver;

/**
 * The optimum of a stated objective.
 *
 * @param weights intercept first
 * @param standardErrors of the weights, in the same order
 * @param iterations Newton steps; 1 where the optimum is solved for directly
 * @param relativeGradientNorm at the weights, at most 1e-8
 */
public record Fit(
    double[] weights, double[] standardErrors, int iterations, double relativeGradientNorm) {}
