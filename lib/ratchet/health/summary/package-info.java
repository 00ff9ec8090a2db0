/**
 * How the rows of a training set are counted for the checks: distributions, label rates, gaps,
 * drift.
 *
 * <p>It knows no check and no threshold. Start at {@link ratchet.health.summary.SetSummary}.
 */
package ratchet.health.summary;
