/**
 * Which database files a command was given: one bot's, or those of several, named or by a pattern.
 *
 * <p>It opens no file and knows no SQL. Start at {@link ratchet.logs.LogFiles}.
 */
package ratchet.logs;
