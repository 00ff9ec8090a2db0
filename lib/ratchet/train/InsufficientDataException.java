package ratchet.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import ratchet.model.RefusalException;

/** The rows cannot give a model (exit 3); what was measured and required is in the message. */
public final class InsufficientDataException extends RefusalException {
  private static final long serialVersionUID = 1L;
  private static final String REMEDY =
      "see what the data lacks: check_training_data; for development: seed_training_data";

  private final String status;
  private final LinkedHashMap<String, String> fields = new LinkedHashMap<>();

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

  /** The same, of a training that replaced the candidate nevertheless, by a file that says so. */
  InsufficientDataException wrote(Path candidate, String sha256) {
    InsufficientDataException told = new InsufficientDataException(status, reason(), getMessage());
    told.setStackTrace(getStackTrace());
    told.fields.put("candidate", candidate.toString());
    told.fields.put("status", status);
    told.fields.put("sha256", sha256);
    return told;
  }

  /** {@code candidate, status, sha256} of the file that was written; empty where none was. */
  @Override
  public Map<String, String> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** What a model file says of itself when it is written nevertheless. */
  public String status() {
    return status;
  }
}
