package ratchet.train.solver;

/**
 * The optimum of an objective.
 *
 * @param weights intercept first
 * @param standardErrors of the weights, in the same order
 * @param iterations number of Newton steps; 1 for a direct solution
 * @param relativeGradientNorm norm of the gradient at the weights, relative to the terms that
 *     cancel in it; at most 1e-8
 */
public record Fit(
    double[] weights, double[] standardErrors, int iterations, double relativeGradientNorm) {}
