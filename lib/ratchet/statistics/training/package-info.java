/**
 * Metrics that trainers compute and gates do not: calibration lines, Brier scores of survival,
 * precision among the highest scores. Pure functions of columns of numbers.
 *
 * <p>It knows nothing of models, files, SQL or HTTP. Start at {@link
 * ratchet.statistics.training.Calibration}.
 */
package ratchet.statistics.training;
