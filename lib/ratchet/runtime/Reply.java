package ratchet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import ratchet.model.Json;

/**
 * What goes back: status, type and body.
 *
 * @param headers beside Content-Type
 */
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  static Reply json(int status, JsonNode body) {
    return json(status, (Json.line(body) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static Reply json(int status, byte[] body) {
    return new Reply(status, JSON, body, Map.of());
  }

  static Reply text(String contentType, String body) {
    return new Reply(200, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** {@code {"error": …}}, and no more about the inside than that. */
  static Reply error(HttpFailure failure) {
    byte[] body =
        (Json.line(Json.MAPPER.createObjectNode().put("error", failure.getMessage())) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    return new Reply(failure.status(), JSON, body, failure.headers());
  }

  Reply with(Map<String, String> otherHeaders) {
    return new Reply(status, contentType, body, otherHeaders);
  }
}
