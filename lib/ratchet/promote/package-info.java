/**
 * The promotion: evaluate each candidate, switch its alias, ask the runtimes to confirm it, or roll
 * it back.
 *
 * <p>It knows no command line and no SQL. Start at {@link ratchet.promote.Promotion}.
 */
package ratchet.promote;
