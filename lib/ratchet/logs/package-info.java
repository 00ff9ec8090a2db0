/**
 * The database files that a command reads, given as paths or patterns.
 *
 * <p>It opens no file and knows no SQL. Start at {@link ratchet.logs.LogFiles}.
 */
package ratchet.logs;
