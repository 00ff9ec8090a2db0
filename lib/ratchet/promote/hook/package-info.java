/**
 * Backtest and off-policy evaluation as hooks of a promotion: built in, or a command of the user.
 *
 * <p>It knows no alias and no ledger. Start at {@link ratchet.promote.hook.PromotionHook}.
 */
package ratchet.promote.hook;
