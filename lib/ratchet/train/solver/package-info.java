/**
 * Solvers: Newton's method for logistic, hazard and Cox objectives, and ridge regression, over
 * blocks of rows.
 *
 * <p>It knows no model file, gate or database. Start at {@link
 * ratchet.train.solver.LogisticRegression}.
 */
package ratchet.train.solver;
