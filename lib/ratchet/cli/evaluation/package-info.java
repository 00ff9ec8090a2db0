/**
 * Options and output of backtest and off-policy evaluation.
 *
 * <p>It knows no promotion. Start at {@link ratchet.cli.evaluation.WindowOptions}.
 */
package ratchet.cli.evaluation;
