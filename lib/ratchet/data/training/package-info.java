/**
 * Training sets: labels, features at the time of the decision, the split by time, and the SQL views
 * with the same rows.
 *
 * <p>It knows no solver and no HTTP. Start at {@link ratchet.data.training.TrainingReader}.
 */
package ratchet.data.training;
