package ratchet.promote;

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
   * @param connected whether the request was sent and the wait was in vain; asking again would
   *     double the wait for a runtime that hangs
   */
  record Silent(String why, boolean connected) implements ReloadExchange {}

  /** Whether another attempt may end better: no connection, 429, 5xx; never another 4xx. */
  default boolean worthRetrying() {
    if (this instanceof Answered answer) {
      return answer.status() == 429 || answer.status() >= 500;
    }
    return this instanceof Silent silent && !silent.connected();
  }
}
