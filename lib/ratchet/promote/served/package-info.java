/**
 * Finds which versions runtimes serve, from their metrics and from the scores that they log.
 *
 * <p>It only reads, and asks no runtime to reload. Start at {@link
 * ratchet.promote.served.ServedCandidates}.
 */
package ratchet.promote.served;
