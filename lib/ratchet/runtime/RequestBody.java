package ratchet.runtime;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/** A request's body, never more of it than fits. */
final class RequestBody {
  static final int MAX_BYTES = 1024 * 1024;

  /** So much of a body that is too large is read away, for its sender to get to read the answer. */
  private static final long MAX_DISCARDED_BYTES = 16L * 1024 * 1024;

  private RequestBody() {}

  /**
   * @throws HttpFailure 413 when it is longer than {@value #MAX_BYTES} bytes
   * @throws IOException when the client goes away or is too slow
   */
  static byte[] read(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(MAX_BYTES + 1);
    if (body.length > MAX_BYTES) {
      byte[] discarded = new byte[64 * 1024];
      long left = MAX_DISCARDED_BYTES;
      for (int n = in.read(discarded); n >= 0 && left > 0; n = in.read(discarded)) {
        left -= n;
      }
      throw HttpFailure.tooLarge("the body is larger than 1 MiB");
    }
    return body;
  }
}
