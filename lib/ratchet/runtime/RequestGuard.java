package ratchet.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ratchet.model.UsageException;
import ratchet.runtime.http.HttpFailure;
import ratchet.runtime.http.RequestHead;

/**
 * Decides which requests are answered at all.
 *
 * <p>The Host header must name this runtime: this stops a web page whose DNS name was changed to
 * this address (DNS rebinding). A POST from a foreign Origin is refused, so that a web page in a
 * browser on this machine can neither reload nor score. When a token is set, every POST must send
 * it.
 */
final class RequestGuard {
  private static final Set<String> LOOPBACK_NAMES =
      Set.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");

  private final Set<String> hosts = new HashSet<>(LOOPBACK_NAMES);
  private final Optional<TokenFile> token;

  /**
   * @param boundHost the host in the server's listen address
   * @param allowedHosts further names by which clients reach this runtime
   * @throws UsageException for an allowed host that is neither a name nor an address
   */
  RequestGuard(String boundHost, Set<String> allowedHosts, Optional<TokenFile> token) {
    HostName.ofOption(boundHost).ifPresent(hosts::add);
    for (String host : allowedHosts) {
      hosts.add(
          HostName.ofOption(host)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "allowed host '" + host + "' is neither a host name nor an address",
                          "write it as clients write it in a URL, e.g. models.example")));
    }
    this.token = token;
  }

  /**
   * @throws HttpFailure 400 without exactly one Host header, 403 when it names another host
   */
  void checkHost(RequestHead head) {
    List<String> values = head.headers("Host");
    if (values.size() != 1 || values.get(0).isBlank()) {
      throw HttpFailure.badRequest("one Host header is needed");
    }
    if (!isOwn(values.get(0), head)
        || !head.targetAuthority().map(h -> isOwn(h, head)).orElse(true)) {
      throw HttpFailure.forbidden(
          "this runtime does not answer for the host in the Host header; start it with"
              + " --allowed-host to let it");
    }
  }

  /**
   * @throws HttpFailure 403 for a foreign Origin, 401 when the required token is missing or wrong
   */
  void checkPost(RequestHead head) {
    String host = head.header("Host").orElse("");
    boolean foreign =
        head.header("Origin")
            .filter(origin -> !origin.equalsIgnoreCase("http://" + host))
            .filter(origin -> !origin.equalsIgnoreCase("https://" + host))
            .isPresent();
    if (foreign) {
      throw HttpFailure.forbidden("a page of another origin may not post here");
    }
    if (token.isPresent() && !token.get().isIn(head.header("Authorization"))) {
      throw new HttpFailure(
          401,
          "the token is missing or wrong: send Authorization: Bearer with the token file's content",
          Map.of("WWW-Authenticate", "Bearer realm=\"ratchet\""));
    }
  }

  /** DNS rebinding needs a name, so the address that the client connected to is always accepted. */
  private boolean isOwn(String authority, RequestHead head) {
    Optional<String> name = HostName.of(authority);
    return name.isPresent()
        && (hosts.contains(name.get()) || name.equals(head.localAddress().map(HostName::of)));
  }
}
