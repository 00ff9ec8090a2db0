package ratchet.model;

/**
 * A value that cannot be used, whether an option, the environment or a settings file gave it (exit
 * 2). The value alone shows it; what depends on a file's content is an {@link InputException} of
 * exit 4. Whoever throws it has changed nothing.
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
