/**
 * The database files of a command: of one bot, or of several, named or by a pattern.
 *
 * <p>It opens no file and knows no SQL. Start at {@link ratchet.logs.LogFiles}.
 */
package ratchet.logs;
