package ratchet.gate;

import java.util.Locale;

/** Metrics to compare candidate and champion on rows that neither was fitted on. */
public enum PairedMetric {
  /** Area under the ROC curve; higher is better. */
  AUC(true),
  /** Mean squared error of a probability; lower is better. */
  BRIER(false),
  /** Harrell's concordance of a fitted hazard; higher is better. */
  C_INDEX(true),
  /**
   * F1 of the decisions with the threshold of each file, which AUC and Brier score do not measure;
   * higher is better.
   */
  F1(true),
  /** Mean absolute error of the served slippage, basis points; lower is better. */
  SLIP_MAE(false),
  /** Mean absolute error of the served time to land, milliseconds; lower is better. */
  TTL_MAE(false);

  private final boolean higherIsBetter;

  PairedMetric(boolean higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** Name in gate files and metrics, e.g. {@code c_index}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The id with the horizon of an Alpha label, e.g. {@code auc_60m}. */
  String word(String label) {
    String payoff = "y_payoff";
    return label.startsWith(payoff) ? id() + label.substring(payoff.length()) : id();
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }
}
