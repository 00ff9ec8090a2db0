/**
 * Model files: the four formats, their reader and writer, digests and signatures. It also holds
 * what every room shares: strict JSON, worker threads, and the exceptions that become exit codes.
 *
 * <p>It opens no file, and knows no SQL, HTTP or scoring. Start at {@link
 * ratchet.model.ModelReader}.
 */
package ratchet.model;
