package ratchet.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import ratchet.model.Json;

/**
 * An HTTP answer: status, content type and body.
 *
 * @param headers further headers beside Content-Type
 */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  /** JSON on one line, with a newline at its end. */
  public static Reply json(int status, JsonNode body) {
    return json(status, (Json.line(body) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * JSON that is already serialized.
   *
   * @param body the JSON text as UTF-8; it is not copied and must not change
   */
  public static Reply json(int status, byte[] body) {
    return new Reply(status, JSON, body, Map.of());
  }

  /** Status 200. */
  public static Reply text(String contentType, String body) {
    return new Reply(200, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** {@code {"error": …}} with the message of the failure, and no other detail. */
  public static Reply error(HttpFailure failure) {
    return json(failure.status(), Json.MAPPER.createObjectNode().put("error", failure.getMessage()))
        .with(failure.headers());
  }

  /** A copy with these headers instead. */
  public Reply with(Map<String, String> otherHeaders) {
    return new Reply(status, contentType, body, otherHeaders);
  }
}
