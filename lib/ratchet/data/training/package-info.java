/**
 * Training sets: labels, features at the time of the decision, and the split by time.
 *
 * <p>It knows no solver and no HTTP. Start at {@link ratchet.data.training.TrainingReader}.
 */
package ratchet.data.training;
