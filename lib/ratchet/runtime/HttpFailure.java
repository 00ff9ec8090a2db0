package ratchet.runtime;

import java.util.Map;

/** A request that is answered with an error: its status, and a message fit for strangers. */
final class HttpFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  HttpFailure(int status, String message, Map<String, String> headers) {
    // no stack trace: a flood of bad requests must cost no more than good ones
    super(message, null, false, false);
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  static HttpFailure badRequest(String message) {
    return new HttpFailure(400, message, Map.of());
  }

  static HttpFailure forbidden(String message) {
    return new HttpFailure(403, message, Map.of());
  }

  static HttpFailure notFound(String message) {
    return new HttpFailure(404, message, Map.of());
  }

  static HttpFailure tooLarge(String message) {
    return new HttpFailure(413, message, Map.of());
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
