/**
 * Reproducible development data that looks like the services' log, with a known ground truth.
 *
 * <p>It knows no trainer, check or gate. Start at {@link ratchet.seed.Seeder}.
 */
package ratchet.seed;
