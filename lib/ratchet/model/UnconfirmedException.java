package ratchet.model;

/** A runtime did not confirm that it serves the requested version (exit code 5). */
public non-sealed class UnconfirmedException extends RatchetException {
  private static final long serialVersionUID = 1L;

  public UnconfirmedException(String message, String remedy) {
    super(message, remedy, null);
  }
}
