package ratchet.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import ratchet.model.RefusalException;

/**
 * There are too few rows for a model (exit 3). The message names what was measured and required.
 */
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

  /** A copy that names the file without a model that replaced the candidate. */
  InsufficientDataException wrote(Path candidate, String sha256) {
    InsufficientDataException copy = new InsufficientDataException(status, reason(), getMessage());
    copy.setStackTrace(getStackTrace());
    copy.fields.put("candidate", candidate.toString());
    copy.fields.put("status", status);
    copy.fields.put("sha256", sha256);
    return copy;
  }

  /** {@code candidate, status, sha256} of the file that was written; empty if none was written. */
  @Override
  public Map<String, String> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** The status of the file that is written instead of a model. */
  public String status() {
    return status;
  }
}
