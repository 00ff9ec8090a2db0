/**
 * Solvers: Newton's method for logistic, hazard and Cox objectives, and ridge regression, over
 * blocks of rows.
 *
 * <p>It does not depend on model files, gates or databases. Start at {@link
 * ratchet.train.solver.LogisticRegression}.
 */
package ratchet.train.solver;
