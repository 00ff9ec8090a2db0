/**
 * Options and output of {@code watch}: one look or many, until outcomes decide.
 *
 * <p>It knows no training and no gate. Start at {@link ratchet.cli.watch.WatchOptions}.
 */
package ratchet.cli.watch;
