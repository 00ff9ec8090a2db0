package ratchet.model;

/**
 * A text is not exactly one strict JSON document. The message is a predicate whose subject is the
 * document, e.g. {@code is empty}.
 */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedJsonException(String predicate) {
    super(predicate);
  }
}
