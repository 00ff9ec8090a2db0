/**
 * Two sets of predictions compared on the same rows, once or again after every new outcome: pure
 * functions of columns of numbers.
 *
 * <p>It knows nothing of models, files, SQL or HTTP. Start at {@link
 * ratchet.statistics.comparison.Comparison}, or at {@link
 * ratchet.statistics.comparison.SequentialLook} for outcomes that arrive one by one.
 */
package ratchet.statistics.comparison;
