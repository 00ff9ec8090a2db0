package ratchet.runtime;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask at all.
 *
 * <p>The Host header must name this runtime, so that a web page whose name was pointed at this
 * address (DNS rebinding) gets nothing; a foreign Origin may not post, so that a page open in a
 * browser here cannot reload or score; and where there is a token, a post must bring it.
 */
final class RequestGuard {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "::1");

  private final Set<String> hosts = new HashSet<>(LOOPBACK_NAMES);
  private final Optional<AccessToken> token;

  /**
   * @param boundHost what the server was told to listen on
   * @param allowedHosts further names by which it is reached
   */
  RequestGuard(String boundHost, Set<String> allowedHosts, Optional<AccessToken> token) {
    hosts.add(nameOf(boundHost));
    allowedHosts.forEach(host -> hosts.add(nameOf(host)));
    this.token = token;
  }

  /**
   * @throws HttpFailure 400 without exactly one Host, 403 where it is not this runtime
   */
  void checkHost(HttpExchange exchange) {
    List<String> values = exchange.getRequestHeaders().get("Host");
    if (values == null || values.size() != 1 || values.get(0).isBlank()) {
      throw HttpFailure.badRequest("one Host header is needed");
    }
    String name = nameOf(values.get(0));
    if (!hosts.contains(name) && !name.equals(localAddress(exchange))) {
      throw HttpFailure.forbidden(
          "this runtime does not answer for the host in the Host header; start it with"
              + " --allowed-host to let it");
    }
  }

  /**
   * @throws HttpFailure 403 for a foreign Origin, 401 without the token
   */
  void checkPost(HttpExchange exchange) {
    Headers headers = exchange.getRequestHeaders();
    String origin = headers.getFirst("Origin");
    String host = headers.getFirst("Host");
    if (origin != null
        && !origin.equalsIgnoreCase("http://" + host)
        && !origin.equalsIgnoreCase("https://" + host)) {
      throw HttpFailure.forbidden("a page of another origin may not post here");
    }
    if (token.isPresent() && !token.get().isIn(headers.getFirst("Authorization"))) {
      throw new HttpFailure(
          401,
          "the token is missing or wrong: send Authorization: Bearer with the token file's content",
          Map.of("WWW-Authenticate", "Bearer realm=\"ratchet\""));
    }
  }

  /** A literal address cannot be rebound, so the one that was connected to is always right. */
  private static String localAddress(HttpExchange exchange) {
    InetAddress address = exchange.getLocalAddress().getAddress();
    return nameOf(address.getHostAddress());
  }

  /** {@code Example.com:80} is {@code example.com}; {@code [::1]:80} is {@code ::1}. */
  static String nameOf(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    if (name.startsWith("[")) {
      int end = name.indexOf(']');
      name = end < 0 ? name : name.substring(1, end);
    } else if (name.indexOf(':') >= 0 && name.indexOf(':') == name.lastIndexOf(':')) {
      name = name.substring(0, name.indexOf(':'));
    }
    int zone = name.indexOf('%');
    name = zone < 0 ? name : name.substring(0, zone);
    if (name.equals("0:0:0:0:0:0:0:1")) {
      return "::1";
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
