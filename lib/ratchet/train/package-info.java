/**
 * The four trainers: they fit, evaluate on the holdout, and write a candidate or refuse.
 *
 * <p>It does not depend on HTTP, gate decisions or health checks. Start at {@link
 * ratchet.train.Trainers}.
 */
package ratchet.train;
