/**
 * The common part of backtest, off-policy evaluation and compare: CSV files, rule files, refusals.
 *
 * <p>It knows no model and no database. Start at {@link ratchet.evaluation.RuleFile}.
 */
package ratchet.evaluation;
