/**
 * The common part of backtest, off-policy evaluation and compare: CSV files, rule files, refusals.
 *
 * <p>It does not depend on models or databases. Start at {@link ratchet.evaluation.RuleFile}.
 */
package ratchet.evaluation;
