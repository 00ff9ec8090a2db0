/**
 * What runtimes are seen to serve, whatever they were told: by their metrics, and by the scores
 * that they log.
 *
 * <p>It looks only, and asks nobody to reload. Start at {@link
 * ratchet.promote.served.ServedCandidates}.
 */
package ratchet.promote.served;
