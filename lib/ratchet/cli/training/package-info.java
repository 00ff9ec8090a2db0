/**
 * Options and output of the trainers.
 *
 * <p>It promotes nothing and asks no runtime to reload. Start at {@link
 * ratchet.cli.training.TrainingReport}.
 */
package ratchet.cli.training;
