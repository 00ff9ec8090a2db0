/**
 * Replays the logged window event by event with a candidate and with production.
 *
 * <p>It knows no HTTP and no alias. Start at {@link ratchet.backtest.Backtest}.
 */
package ratchet.backtest;
