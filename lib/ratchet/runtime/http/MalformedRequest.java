package ratchet.runtime.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Map;

/** The reply to a request that is not HTTP. */
final class MalformedRequest {
  private MalformedRequest() {}

  static HttpFailure failure(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return new HttpFailure(414, "the request line is too long", Map.of());
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return new HttpFailure(431, "the headers are larger than 32 KiB", Map.of());
    }
    // the parser's own words would repeat what was sent
    return HttpFailure.badRequest("the request is malformed");
  }
}
