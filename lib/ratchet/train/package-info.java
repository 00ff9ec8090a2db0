/**
 * The four trainers: they fit, evaluate on the holdout, and write a candidate or refuse.
 *
 * <p>It knows no HTTP, gate decision or health check. Start at {@link ratchet.train.Trainers}.
 */
package ratchet.train;
