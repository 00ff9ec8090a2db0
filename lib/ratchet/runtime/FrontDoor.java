package ratchet.runtime;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where every request comes in: checked, routed, answered, in this order. Whatever goes wrong
 * inside is one line in the log and a bare 500 outside.
 */
final class FrontDoor implements HttpHandler {
  private final RequestGuard guard;
  private final Routes routes;
  private final Drain drain;
  private final Consumer<String> log;

  FrontDoor(RequestGuard guard, Routes routes, Drain drain, Consumer<String> log) {
    this.guard = guard;
    this.routes = routes;
    this.drain = drain;
    this.log = log;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    try {
      guard.checkHost(exchange);
      Routes.Route route = routes.find(exchange.getRequestURI().getRawPath());
      checkMethod(route.method(), exchange.getRequestMethod());
      if (route.method().equals("POST")) {
        guard.checkPost(exchange);
      }
      return route.endpoint().answer(exchange);
    } catch (HttpFailure e) {
      return Reply.error(e);
    } catch (RuntimeException e) {
      log.accept("unexpected failure at " + exchange.getRequestURI().getRawPath() + ": " + e);
      return Reply.error(new HttpFailure(500, "unexpected failure; the log says more", Map.of()));
    }
  }

  private static void checkMethod(String allowed, String method) {
    boolean isGet = allowed.equals("GET");
    if (!method.equals(allowed) && !(isGet && method.equals("HEAD"))) {
      String allow = isGet ? "GET, HEAD" : allowed;
      throw new HttpFailure(405, "use " + allow + " here", Map.of("Allow", allow));
    }
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(headers::set);
    if (drain.isDraining()) {
      headers.set("Connection", "close");
    }
    boolean hasBody = !exchange.getRequestMethod().equals("HEAD") && reply.body().length > 0;
    if (!hasBody) {
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), reply.body().length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(reply.body());
      out.flush();
      drain.holdWhileOthersAreAnswered();
    }
  }
}
