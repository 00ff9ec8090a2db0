/**
 * Commands that run other commands: {@code demo} and {@code retrain}.
 *
 * <p>Nothing imports it but scripts. Start at {@link ratchet.cli.job.Retrain}.
 */
package ratchet.cli.job;
