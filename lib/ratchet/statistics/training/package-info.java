/**
 * Metrics that only trainers compute, and no gate: calibration lines, Brier scores of survival,
 * precision among the best. Pure functions of columns of numbers.
 *
 * <p>It knows nothing of models, files, SQL or HTTP. Start at {@link
 * ratchet.statistics.training.Calibration}.
 */
package ratchet.statistics.training;
