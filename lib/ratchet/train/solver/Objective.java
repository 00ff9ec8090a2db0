package ratchet.train.solver;

/** A convex, twice differentiable function of a weight vector, minimised by {@link Newton}. */
interface Objective {
  /** Value and derivatives at these weights. */
  Point at(double[] weights);

  /**
   * The size of the terms that cancel in the gradient at the minimum. The norm of a gradient is
   * compared with this. Above 0.
   */
  double gradientScale();

  /**
   * @param hessian symmetric, both triangles filled
   */
  record Point(double value, double[] gradient, double[][] hessian) {}
}
