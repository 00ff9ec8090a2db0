/**
 * Summaries of a training set for the checks: distributions, label rates, pauses, drift.
 *
 * <p>It knows no check and no threshold. Start at {@link ratchet.health.summary.SetSummary}.
 */
package ratchet.health.summary;
