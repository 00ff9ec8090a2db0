package ratchet.promote.reload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import ratchet.model.Digest;

/**
 * A runtime on a free loopback port whose answers are written down beforehand; the last one is
 * repeated. It has no metrics page unless it is given one.
 */
public final class FakeRuntime implements AutoCloseable {
  /** How one request is answered. */
  @FunctionalInterface
  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  /** What came in. */
  public record Request(String method, Headers headers) {
    static Request of(HttpExchange exchange) {
      return new Request(exchange.getRequestMethod(), exchange.getRequestHeaders());
    }
  }

  /** Reloads that were asked for. */
  public final List<Request> requests = new CopyOnWriteArrayList<>();

  /** Looks at the metrics page. */
  final List<Request> metricsRequests = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private volatile Answer metrics = exchange -> send(exchange, 404, "");

  private FakeRuntime() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(
        "/control/reload-models",
        exchange -> {
          synchronized (requests) {
            requests.add(Request.of(exchange));
            requests.notifyAll();
          }
          answer(exchange, answers.size() > 1 ? answers.poll() : answers.peek());
        });
    server.createContext(
        "/metrics",
        exchange -> {
          metricsRequests.add(Request.of(exchange));
          answer(exchange, metrics);
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    answer.to(exchange);
    exchange.close();
  }

  public static FakeRuntime saying(int status, String body) {
    return saying(status, body, Map.of());
  }

  public static FakeRuntime saying(int status, String body, Map<String, String> headers) {
    return new FakeRuntime().then(status, body, headers);
  }

  /** Accepts the request and says nothing until it is closed. */
  public static FakeRuntime hanging() {
    return new FakeRuntime().thenHanging();
  }

  public FakeRuntime thenHanging() {
    return then(
        exchange -> {
          try {
            closing.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Returns once it was asked so often. */
  public void awaitRequests(int count) throws InterruptedException {
    synchronized (requests) {
      while (requests.size() < count) {
        requests.wait();
      }
    }
  }

  /** Tells the digest of the alias, as ours does. */
  public static FakeRuntime telling(String model, Path alias) {
    return new FakeRuntime()
        .then(exchange -> send(exchange, 200, ours(model, Digest.of(Files.readAllBytes(alias)))));
  }

  /** The same, after a while: a runtime that is busy. */
  public static FakeRuntime tellingSlowly(String model, Path alias, Duration wait) {
    return new FakeRuntime()
        .then(
            exchange -> {
              try {
                Thread.sleep(wait.toMillis());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              send(exchange, 200, ours(model, Digest.of(Files.readAllBytes(alias))));
            });
  }

  public static String ours(String model, String sha256) {
    return "{\"status\":\"ok\",\"models\":{\""
        + model
        + "\":{\"status\":\"ok\",\"sha256\":\""
        + sha256
        + "\"}}}";
  }

  public FakeRuntime then(int status, String body) {
    return then(status, body, Map.of());
  }

  public FakeRuntime then(int status, String body, Map<String, String> headers) {
    return then(
        exchange -> {
          headers.forEach(exchange.getResponseHeaders()::add);
          send(exchange, status, body);
        });
  }

  private FakeRuntime then(Answer answer) {
    answers.add(answer);
    return this;
  }

  public FakeRuntime withMetrics(String page) {
    metrics = exchange -> send(exchange, 200, page);
    return this;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  public URI url() {
    return URI.create(origin() + "/control/reload-models");
  }

  URI metricsUrl() {
    return URI.create(origin() + "/metrics");
  }

  private String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often it was asked to reload. */
  public int asked() {
    return requests.size();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
