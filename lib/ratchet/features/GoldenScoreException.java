package ratchet.features;

import ratchet.model.ModelFormatException;

/** A model of the right shape that does not score the fixed inputs as it must. */
public final class GoldenScoreException extends ModelFormatException {
  private static final long serialVersionUID = 1L;

  private final double measured;

  /**
   * @param field the score's path, e.g. {@code golden_scores[0]}
   * @param measured how far it is from the trainer's, or the score itself where it is no
   *     probability
   */
  GoldenScoreException(String field, String problem, double measured) {
    super(field, problem);
    this.measured = measured;
  }

  public double measured() {
    return measured;
  }
}
