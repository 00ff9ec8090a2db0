/**
 * The database file: opening it (for the few writers too, seeded rows and the log of backtests),
 * cursors, schema, table facts.
 *
 * <p>It knows no JSON context, training set or model. Start at {@link
 * ratchet.data.sqlite.Database}.
 */
package ratchet.data.sqlite;
