/**
 * Verifies a reload by the scores that the runtime logs afterwards, where it does not report its
 * version.
 *
 * <p>It knows no gate and no switch. It is loaded by name, when it is asked for, because it needs
 * the database. Start at {@link ratchet.promote.verification.ScoreVerification}.
 */
package ratchet.promote.verification;
