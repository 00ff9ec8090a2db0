package ratchet.promote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A runtime whose answers are written down beforehand; the last one is repeated. */
public final class ScriptedRuntime implements AutoCloseable {
  /**
   * One answer.
   *
   * @param headers sent with it
   */
  record Answer(int status, String body, Map<String, String> headers) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger metricsAsked = new AtomicInteger();
  private final List<Headers> reloadHeaders = new CopyOnWriteArrayList<>();
  private final List<Headers> metricsHeaders = new CopyOnWriteArrayList<>();
  private volatile Answer metrics = new Answer(404, "", Map.of());

  private ScriptedRuntime() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/control/reload-models", this::reload);
    server.createContext("/metrics", this::metrics);
    server.start();
  }

  public static ScriptedRuntime saying(int status, String body) {
    return saying(status, body, Map.of());
  }

  static ScriptedRuntime saying(int status, String body, Map<String, String> headers) {
    return new ScriptedRuntime().then(status, body, headers);
  }

  ScriptedRuntime then(int status, String body) {
    return then(status, body, Map.of());
  }

  ScriptedRuntime then(int status, String body, Map<String, String> headers) {
    answers.add(new Answer(status, body, headers));
    return this;
  }

  ScriptedRuntime withMetrics(String page) {
    metrics = new Answer(200, page, Map.of());
    return this;
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

  public int asked() {
    return reloadHeaders.size();
  }

  int metricsAsked() {
    return metricsAsked.get();
  }

  List<Headers> reloadHeaders() {
    return reloadHeaders;
  }

  List<Headers> metricsHeaders() {
    return metricsHeaders;
  }

  private void reload(HttpExchange exchange) throws IOException {
    reloadHeaders.add(exchange.getRequestHeaders());
    send(exchange, answers.size() > 1 ? answers.poll() : answers.peek());
  }

  private void metrics(HttpExchange exchange) throws IOException {
    metricsAsked.incrementAndGet();
    metricsHeaders.add(exchange.getRequestHeaders());
    send(exchange, metrics);
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
