/**
 * The promotion itself: evaluate each candidate, switch its alias, have runtimes confirm it, or
 * take it back.
 *
 * <p>It knows no command line and no SQL. Start at {@link ratchet.promote.Promotion}.
 */
package ratchet.promote;
