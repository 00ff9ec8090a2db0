/**
 * The rollback: choosing the former version, and the switch to it.
 *
 * <p>It knows no candidate, hook, evidence or SQL. Start at {@link
 * ratchet.promote.rollback.RollbackRun}.
 */
package ratchet.promote.rollback;
