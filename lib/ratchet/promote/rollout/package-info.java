/**
 * How aliases change, confirmed or taken back, and what became of each model.
 *
 * <p>It knows no candidate, hook, evidence or SQL. Start at {@link
 * ratchet.promote.rollout.ConfirmedSwitch}.
 */
package ratchet.promote.rollout;
