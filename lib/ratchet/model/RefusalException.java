package ratchet.model;

import java.util.Map;

/**
 * The inputs were read, and the answer is no (exit 3): unhealthy data, too few rows, a closed gate.
 */
public non-sealed class RefusalException extends RatchetException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason a stable machine-readable code such as {@code insufficient_samples(12)}
   * @param message the same for a person
   */
  public RefusalException(String reason, String message, String remedy) {
    super(message, remedy, null);
    this.reason = reason;
  }

  public final String reason() {
    return reason;
  }

  /**
   * What else its JSON document tells, by field; empty unless a kind of refusal has more to say.
   */
  public Map<String, String> fields() {
    return Map.of();
  }
}
