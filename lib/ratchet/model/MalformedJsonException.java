package ratchet.model;

/** Not one strict JSON document; the message is a predicate such as {@code is empty}. */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedJsonException(String predicate) {
    super(predicate);
  }
}
