package ratchet.model;

/** A runtime did not confirm what it was asked to serve (exit 5). */
public non-sealed class UnconfirmedException extends RatchetException {
  private static final long serialVersionUID = 1L;

  public UnconfirmedException(String message, String remedy) {
    super(message, remedy, null);
  }
}
