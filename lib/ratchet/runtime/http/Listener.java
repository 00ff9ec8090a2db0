package ratchet.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.MalformedJsonException;
import ratchet.model.Toolkit;

/** Explains why an address cannot be bound, and names the runtime that uses it. */
final class Listener {
  private static final int PROBE_TIMEOUT_MS = 500;
  private static final int PROBE_BYTES = 4096;

  private Listener() {}

  static InputException refused(InetSocketAddress address, Throwable cause) {
    boolean taken = cause instanceof java.net.BindException;
    String message = "cannot listen on " + nameOf(address) + ": " + cause.getMessage();
    if (!taken) {
      return new InputException(message, "use an address of this machine", cause);
    }
    return new InputException(
        message + owner(address),
        "stop what listens there (ss -ltnp 'sport = :"
            + address.getPort()
            + "' shows it), or choose another --port; 0 takes a free one",
        cause);
  }

  private static String nameOf(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /**
   * Asks the address's {@code /healthz} whether a runtime listens there; empty text for any other
   * process.
   */
  private static String owner(InetSocketAddress address) {
    try {
      URI health =
          new URI("http", null, hostOf(address), address.getPort(), "/healthz", null, null);
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(PROBE_TIMEOUT_MS);
      connection.setReadTimeout(PROBE_TIMEOUT_MS);
      try (InputStream in = connection.getInputStream()) {
        JsonNode about = Json.read(in.readNBytes(PROBE_BYTES));
        return about.path("service").asText().equals(Toolkit.NAME)
            ? "; a " + Toolkit.NAME + " " + about.path("role").asText() + " listens there already"
            : "";
      } finally {
        connection.disconnect();
      }
    } catch (IOException | URISyntaxException | MalformedJsonException e) {
      // this only improves the message: the address is taken in any case
      return "";
    }
  }

  private static String hostOf(InetSocketAddress address) {
    return address.getAddress().isAnyLocalAddress()
        ? "127.0.0.1"
        : address.getAddress().getHostAddress();
  }
}
