package ratchet.promote.reload;

import java.util.Optional;

/** What came of one request. */
sealed interface ReloadExchange {
  /**
   * The runtime answered.
   *
   * @param retryAfter the header of that name
   * @param body at most {@link ReloadHttp#MAX_BODY_BYTES}
   * @param whole whether that was all of it
   */
  record Answered(int status, Optional<String> retryAfter, byte[] body, boolean whole)
      implements ReloadExchange {}

  /**
   * There was no answer.
   *
   * @param why in a few words, e.g. {@code connection refused}
   * @param stage how far it came
   */
  record Silent(String why, Stage stage) implements ReloadExchange {}

  /** How far a request came that was not answered. */
  enum Stage {
    /** No connection could be made. */
    UNREACHABLE,
    /** The connection broke. */
    CUT_OFF,
    /** It was sent, and the wait was in vain; to ask again would double the wait. */
    TIMED_OUT
  }

  /** Whether another attempt may end better: no connection, 429, 5xx; never another 4xx. */
  default boolean worthRetrying() {
    if (this instanceof Answered answer) {
      return answer.status() == 429 || answer.status() >= 500;
    }
    return this instanceof Silent silent && silent.stage() != Stage.TIMED_OUT;
  }
}
