package ratchet.promote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ratchet.model.Digest;

/** A runtime on a free loopback port that answers reloads as a test tells it. */
final class FakeRuntime implements AutoCloseable {
  /** How one request is answered. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** What came in: method, content type and authorization. */
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);

  FakeRuntime(Answer answer) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/control/reload-models",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          answer.to(exchange);
          exchange.close();
        });
    server.start();
  }

  /** Always the same status and body. */
  static FakeRuntime saying(int status, String body) {
    return new FakeRuntime(exchange -> send(exchange, status, body));
  }

  /** Accepts the request and says nothing until it is closed. */
  static FakeRuntime hanging() {
    CountDownLatch[] until = new CountDownLatch[1];
    FakeRuntime runtime =
        new FakeRuntime(
            exchange -> {
              try {
                until[0].await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    until[0] = runtime.closing;
    return runtime;
  }

  /** Tells the digest of the alias, as ours does. */
  static FakeRuntime telling(String model, Path alias) {
    return new FakeRuntime(
        exchange -> send(exchange, 200, ours(model, Digest.of(Files.readAllBytes(alias)))));
  }

  static String ours(String model, String sha256) {
    return "{\"status\":\"ok\",\"models\":{\""
        + model
        + "\":{\"status\":\"ok\",\"sha256\":\""
        + sha256
        + "\"}}}";
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  URI url() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/control/reload-models");
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
