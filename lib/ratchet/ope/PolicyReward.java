package ratchet.ope;

import ratchet.data.log.FeeDecisionReader;
import ratchet.data.log.LoggedDecision;
import ratchet.features.Inputs;
import ratchet.features.Score;
import ratchet.features.Scorer;

/**
 * The reward of a decision.
 *
 * <p>For a fee: 0 if the trade was not filled, else 1 − slippage/10,000, the share of the trade
 * that was received at the quoted price. For a size: the gain net of costs minus a part of the
 * adverse excursion, as a fraction of the equity.
 */
final class PolicyReward {
  private static final double BPS = 10_000;

  private final double maeWeight;

  /**
   * @param maeWeight part of the adverse excursion that counts against a size
   */
  PolicyReward(double maeWeight) {
    this.maeWeight = maeWeight;
  }

  /** The reward of an outcome; NaN if the measured values are not sufficient. */
  double of(LoggedDecision.Outcome outcome) {
    if (outcome instanceof LoggedDecision.Execution execution) {
      return execution.isFilled() ? 1 - execution.slippageBps() / BPS : 0;
    }
    LoggedDecision.Position position = (LoggedDecision.Position) outcome;
    double excursionUsd =
        Double.isNaN(position.maeBps()) ? 0 : position.notionalUsd() * position.maeBps() / BPS;
    return position.equityUsd() > 0
        ? (position.pnlUsd() - maeWeight * excursionUsd) / position.equityUsd()
        : Double.NaN;
  }

  /** FillNet's expectation for an arm, in the unit of a fee's reward. */
  static FeeDecisionReader.ArmValues expectedBy(Scorer fillNet) {
    return (context, slippageBps) -> {
      double[] values = new double[slippageBps.length];
      for (int arm = 0; arm < values.length; arm++) {
        double allowed = slippageBps[arm];
        Inputs asked = name -> name.equals("slippageBps") ? allowed : context.get(name);
        Score.FillNet score = (Score.FillNet) fillNet.score(asked);
        values[arm] = score.pFill() * (1 - score.expSlipBps() / BPS);
      }
      return values;
    };
  }
}
