package ratchet.model;

/**
 * A failure that a user can act on, with a message and a remedy. Any other exception that reaches
 * the user is a bug.
 *
 * <p>The hierarchy is sealed; {@code ratchet.cli} maps each type to its exit code in one place.
 */
public abstract sealed class RatchetException extends RuntimeException
    permits InputException, RefusalException, UnconfirmedException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  RatchetException(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /**
   * What the user can do about it, as a sentence without a full stop; empty text when there is
   * nothing to do.
   */
  public final String remedy() {
    return remedy;
  }
}
