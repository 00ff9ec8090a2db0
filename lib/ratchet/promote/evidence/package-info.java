/**
 * Candidate and champion scored on the same unseen rows: the evidence that gates read.
 *
 * <p>It knows no switch and no HTTP. Start at {@link ratchet.promote.evidence.RescoredEvidence}.
 */
package ratchet.promote.evidence;
