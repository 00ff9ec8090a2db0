/**
 * Questions that only the data checks ask of a database: is the file whole, which keys repeat,
 * which values cannot be.
 *
 * <p>It knows no training set or model. Start at {@link ratchet.data.inspection.Integrity}.
 */
package ratchet.data.inspection;
