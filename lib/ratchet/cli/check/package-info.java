/**
 * The data checks as a step of a command: their options, and how they are reported.
 *
 * <p>It knows no trainer and no promotion. Start at {@link ratchet.cli.check.HealthStep}.
 */
package ratchet.cli.check;
