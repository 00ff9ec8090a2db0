package ratchet.runtime.http;

import java.util.Map;

/** An error answer: its HTTP status, and a message that any client may read. */
public final class HttpFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  /** An answer with any status; {@code headers} are added to it. */
  public HttpFailure(int status, String message, Map<String, String> headers) {
    // no stack trace: bad requests must not cost more than good ones
    super(message, null, false, false);
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  public static HttpFailure badRequest(String message) {
    return new HttpFailure(400, message, Map.of());
  }

  public static HttpFailure forbidden(String message) {
    return new HttpFailure(403, message, Map.of());
  }

  public static HttpFailure notFound(String message) {
    return new HttpFailure(404, message, Map.of());
  }

  public static HttpFailure tooLarge(String message) {
    return new HttpFailure(413, message, Map.of());
  }

  public int status() {
    return status;
  }

  /** Response headers that belong to the status, e.g. {@code Allow}. */
  public Map<String, String> headers() {
    return headers;
  }
}
