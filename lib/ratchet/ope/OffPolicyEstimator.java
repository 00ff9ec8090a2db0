package ratchet.ope;

import java.util.List;
import java.util.Locale;

/**
 * Estimators of what a target policy would have earned, from a log of another's decisions. With w =
 * target probability / propensity, r the reward, q the reward model at the logged action and v its
 * mean over the target's actions:
 *
 * <ul>
 *   <li>IPS: mean(w·r) (Horvitz and Thompson 1952)
 *   <li>SNIPS: Σw·r / Σw (Swaminathan and Joachims 2015)
 *   <li>DM: mean(v)
 *   <li>DR: mean(v + w·(r − q)) (Dudík, Langford and Li 2011)
 *   <li>SNDR: mean(v) + Σw·(r − q) / Σw
 *   <li>Switch-DR: DR without the correction where w > τ (Wang, Agarwal and Dudík 2017)
 *   <li>DRos: DR with w·λ/(w² + λ) for w (Su, Dimakopoulou, Krishnamurthy and Dudík 2020)
 * </ul>
 *
 * <p>τ = √n and λ = n: both let go as the log grows, so that neither bias stays (Ionides 2008 for
 * truncation at √n).
 */
public enum OffPolicyEstimator {
  IPS(false),
  SNIPS(false),
  DM(true),
  DR(true),
  SNDR(true),
  SWITCH_DR(true),
  DROS(true);

  private final boolean needsBaseline;

  OffPolicyEstimator(boolean needsBaseline) {
    this.needsBaseline = needsBaseline;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is undefined without a reward model. */
  public boolean needsBaseline() {
    return needsBaseline;
  }

  /**
   * Whether its interval covers the value of the policy at the stated level. The interval of DM
   * does not: it has the error from drawing the contexts, but not the error of the reward model.
   */
  public boolean claimsCoverage() {
    return this != DM;
  }

  /** The estimators for which the rules have floors. */
  static List<OffPolicyEstimator> floored() {
    return List.of(IPS, SNIPS, DR);
  }
}
