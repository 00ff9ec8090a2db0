/**
 * What only the data checks read from a database: damaged pages, repeated keys, impossible values,
 * invalid JSON, rows by hour.
 *
 * <p>It knows no training set or model. Start at {@link ratchet.data.inspection.Integrity}.
 */
package ratchet.data.inspection;
