/**
 * Options and output of the trainers.
 *
 * <p>It knows no promotion. Start at {@link ratchet.cli.training.TrainingReport}.
 */
package ratchet.cli.training;
