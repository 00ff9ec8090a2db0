package ratchet.model;

/**
 * The value of an option, of an environment variable or in a settings file is not valid (exit code
 * 2). The value alone shows the error; an error that depends on a file's content is an {@link
 * InputException} (exit code 4). Code that throws it has changed nothing.
 */
public final class UsageException extends InputException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the option or variable, and the value
   * @param remedy what to write instead
   */
  public UsageException(String message, String remedy) {
    super(message, remedy);
  }

  public UsageException(String message, String remedy, Throwable cause) {
    super(message, remedy, cause);
  }
}
