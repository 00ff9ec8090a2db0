package ratchet.runtime.http;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Everything before a request's body: method, address and headers. Immutable. */
public final class RequestHead {
  /** The format of W3C Trace Context; any other value is not logged. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private final HttpRequest request;
  private final SocketAddress local;
  private final String path;
  private final Optional<String> targetAuthority;

  private RequestHead(
      HttpRequest request, SocketAddress local, String path, Optional<String> targetAuthority) {
    this.request = request;
    this.local = local;
    this.path = path;
    this.targetAuthority = targetAuthority;
  }

  static RequestHead of(HttpRequest request, SocketAddress local) {
    String target = request.uri();
    int scheme = schemeEnd(target);
    if (scheme < 0) {
      return new RequestHead(request, local, withoutQuery(target), Optional.empty());
    }
    int slash = endOfAuthority(target, scheme);
    String path = withoutQuery(target.substring(slash));
    return new RequestHead(
        request, local, path.isEmpty() ? "/" : path, Optional.of(target.substring(scheme, slash)));
  }

  /** E.g. {@code POST}. */
  public String method() {
    return request.method().name();
  }

  /** The address without its query, exactly as it was sent: nothing is decoded. */
  public String path() {
    return path;
  }

  /** The host of a target such as {@code http://host/score}; empty for a plain {@code /score}. */
  public Optional<String> targetAuthority() {
    return targetAuthority;
  }

  /** The first value of a header; the name is not case-sensitive. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.headers().get(name));
  }

  /** Every value of a header, in order. */
  public List<String> headers(String name) {
    return request.headers().getAll(name);
  }

  /** The address that the client connected to; empty for a Unix domain socket. */
  public Optional<InetAddress> localAddress() {
    return local instanceof InetSocketAddress inet
        ? Optional.ofNullable(inet.getAddress())
        : Optional.empty();
  }

  /** The {@code traceparent} header; empty when it is missing or malformed. */
  public Optional<String> traceparent() {
    return header("traceparent").filter(value -> TRACEPARENT.matcher(value).matches());
  }

  /** Whether the client speaks HTTP/1.0. */
  boolean isHttp10() {
    return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
  }

  /** Index at which the authority begins; -1 for a target without one. */
  private static int schemeEnd(String target) {
    for (String scheme : List.of("http://", "https://")) {
      if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return -1;
  }

  private static int endOfAuthority(String target, int from) {
    int end = from;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static String withoutQuery(String target) {
    int end = 0;
    while (end < target.length() && target.charAt(end) != '?' && target.charAt(end) != '#') {
      end++;
    }
    return target.substring(0, end);
  }
}
