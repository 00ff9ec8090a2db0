package ratchet.model;

/**
 * A failure that a user can act on: what happened, and what to do about it. Everything else that is
 * thrown is a bug.
 *
 * <p>The family is closed; {@code ratchet.cli} maps each member to its exit code in one place.
 */
public abstract sealed class RatchetException extends RuntimeException
    permits InputException, RefusalException, UnconfirmedException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  RatchetException(String message, String remedy, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** What the user can do about it, as a sentence without a full stop; empty where nothing can. */
  public final String remedy() {
    return remedy;
  }
}
