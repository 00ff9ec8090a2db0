/**
 * The database file: opening it read-only, cursors, schema, table facts.
 *
 * <p>It knows no JSON context, training set or model. Start at {@link
 * ratchet.data.sqlite.Database}.
 */
package ratchet.data.sqlite;
