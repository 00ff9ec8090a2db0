/**
 * What backtest, off-policy evaluation and compare share: CSV files, rule files, refusals.
 *
 * <p>It knows no model and no database. Start at {@link ratchet.evaluation.RuleFile}.
 */
package ratchet.evaluation;
