package ratchet.train;

/**
 * What may be done to a logistic model's probabilities after the fit. Isotonic regression is not
 * among them: its steps cannot be served as weights.
 */
public enum CalibrationMethod {
  NONE,
  /** A line through the log-odds, which folds into the weights. */
  PLATT
}
