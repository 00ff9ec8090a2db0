package ratchet.train;

/**
 * How the probabilities of a logistic model may be calibrated after the fit. Isotonic regression is
 * not offered, because its steps cannot be expressed as weights.
 */
public enum CalibrationMethod {
  NONE,
  /** A linear function of the log-odds, which becomes part of the weights. */
  PLATT
}
