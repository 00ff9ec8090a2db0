/**
 * Model files: the four formats, their reader and writer, digests, signatures, and the exceptions
 * that every room shares.
 *
 * <p>It knows no file system, SQL, HTTP or scoring. Start at {@link ratchet.model.ModelReader}.
 */
package ratchet.model;
