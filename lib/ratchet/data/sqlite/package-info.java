/**
 * The database file: opening it, cursors, schema, facts about tables, and the few writers: of
 * seeded rows and of the log of backtests.
 *
 * <p>It knows no JSON context, training set or model. Start at {@link
 * ratchet.data.sqlite.Database}.
 */
package ratchet.data.sqlite;
