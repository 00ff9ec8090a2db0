/**
 * Confirms a reload by what the runtime logs afterwards, where it does not say what it serves.
 *
 * <p>It knows no gate and no switch. It is loaded by name, when it is asked for, because it needs
 * the database. Start at {@link ratchet.promote.verification.ScoreVerification}.
 */
package ratchet.promote.verification;
