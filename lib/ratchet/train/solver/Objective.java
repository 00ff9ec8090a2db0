package ratchet.train.solver;

/** A convex function of a weight vector, twice differentiable: what {@link Newton} minimises. */
interface Objective {
  /** Value and derivatives at these weights. */
  Point at(double[] weights);

  /**
   * The size of the terms that cancel in the gradient at the minimum; a gradient is small when it
   * is small beside this. Above 0.
   */
  double gradientScale();

  /**
   * @param hessian symmetric, both triangles filled
   */
  record Point(double value, double[] gradient, double[][] hessian) {}
}
