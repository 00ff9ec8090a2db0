/**
 * What runtimes really serve, found from their metrics, and by the scores that they log.
 *
 * <p>It looks only, and asks no runtime to reload. Start at {@link
 * ratchet.promote.served.ServedCandidates}.
 */
package ratchet.promote.served;
