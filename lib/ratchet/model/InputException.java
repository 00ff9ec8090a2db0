package ratchet.model;

/**
 * An input is missing, unreadable, locked or malformed (exit code 4). Code that throws it has
 * changed nothing.
 */
public non-sealed class InputException extends RatchetException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file or address, the field and the value
   * @param remedy what the user can do about it
   */
  public InputException(String message, String remedy) {
    this(message, remedy, null);
  }

  public InputException(String message, String remedy, Throwable cause) {
    super(message, remedy, cause);
  }
}
