package ratchet.train;

import ratchet.model.RefusalException;

/** The rows cannot give a model (exit 3); what was measured and required is in the message. */
public final class InsufficientDataException extends RefusalException {
  private static final long serialVersionUID = 1L;
  private static final String REMEDY =
      "see what the data lacks: check_training_data; for development: seed_training_data";

  private final String status;

  private InsufficientDataException(String status, String reason, String message) {
    super(reason, message, REMEDY);
    this.status = status;
  }

  static InsufficientDataException noRows(String model, String why) {
    return new InsufficientDataException(
        "no_data", "no_rows", model + ": no row to train from: " + why);
  }

  static InsufficientDataException of(String reason, String message) {
    return new InsufficientDataException("insufficient_samples", reason, message);
  }

  /** What a model file says of itself when it is written nevertheless. */
  public String status() {
    return status;
  }
}
