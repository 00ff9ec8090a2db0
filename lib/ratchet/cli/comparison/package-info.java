/**
 * What the {@code compare} command reads and prints: two CSV files joined by key, and the report of
 * their comparison.
 *
 * <p>It knows no model, SQL or HTTP. Start at {@link ratchet.cli.comparison.PairedPredictions}.
 */
package ratchet.cli.comparison;
