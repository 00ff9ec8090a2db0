/**
 * The rollback: which version goes back, and the switch to it.
 *
 * <p>It knows no candidate, hook, evidence or SQL. Start at {@link
 * ratchet.promote.rollback.RollbackRun}.
 */
package ratchet.promote.rollback;
