/**
 * How aliases change, confirmed or undone, and the outcome of each model: {@code ModelOutcome} and
 * its parts, which the rooms that evaluate fill in.
 *
 * <p>It evaluates nothing and knows no SQL. Start at {@link
 * ratchet.promote.rollout.ConfirmedSwitch}.
 */
package ratchet.promote.rollout;
