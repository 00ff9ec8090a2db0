/**
 * Options and output of {@code promote} and of the commands that promote.
 *
 * <p>It knows no training. Start at {@link ratchet.cli.promotion.PromotionOptions}.
 */
package ratchet.cli.promotion;
