package ratchet.model;

import java.util.Map;

/**
 * The inputs were read, and the result is a refusal (exit code 3): unhealthy data, too few rows, a
 * failed gate.
 */
public non-sealed class RefusalException extends RatchetException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a stable machine-readable code such as {@code insufficient_samples(12)}
   * @param message the reason as a sentence for the user
   */
  public RefusalException(String reason, String message, String remedy) {
    super(message, remedy, null);
    this.reason = reason;
  }

  /** The machine-readable code, e.g. {@code insufficient_samples(12)}. */
  public final String reason() {
    return reason;
  }

  /** Additional fields for the JSON document; empty unless a subclass adds some. */
  public Map<String, String> fields() {
    return Map.of();
  }
}
