package ratchet.runtime.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A server without models: {@code /echo} answers with the body, {@code /later} once it is let,
 * {@code /wait} holds the thread that it is called on until it is let, {@code /bug} throws.
 */
final class TestServer implements AutoCloseable {
  final List<String> log = new CopyOnWriteArrayList<>();
  final CompletableFuture<Reply> later = new CompletableFuture<>();
  final CountDownLatch let = new CountDownLatch(1);
  final HttpServer server;
  final InetSocketAddress address;
  final InetSocketAddress control;
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

  TestServer() {
    this(settings());
  }

  TestServer(HttpSettings wanted) {
    endpoints.put("/echo", Endpoint.immediate(this::echo));
    endpoints.put("/later", request -> later);
    endpoints.put("/wait", Endpoint.immediate(this::await));
    endpoints.put(
        "/bug",
        request -> {
          throw new IllegalStateException("a bug");
        });
    server =
        new HttpServer(
            new HttpSettings(
                wanted.requestTimeout(),
                wanted.idleTimeout(),
                wanted.drainTimeout(),
                wanted.maxConnections(),
                wanted.maxBodyBytes(),
                wanted.maxHeldBytes(),
                wanted.accessLog(),
                log::add));
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    address = server.listen(any, this::endpoint);
    control = server.listenForControl(any, this::endpoint);
    server.open();
  }

  static HttpSettings settings() {
    return settings(1000, 32L << 20, false);
  }

  static HttpSettings settings(int maxConnections, long maxHeldBytes, boolean accessLog) {
    return new HttpSettings(
        Duration.ofSeconds(20),
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        maxConnections,
        HttpSettings.MAX_BODY_BYTES,
        maxHeldBytes,
        accessLog,
        line -> {});
  }

  RawConnection connect() throws java.io.IOException {
    return new RawConnection(address);
  }

  Endpoint endpoint(RequestHead head) {
    Endpoint endpoint = endpoints.get(head.path());
    if (endpoint == null) {
      throw HttpFailure.notFound("nothing here");
    }
    return endpoint;
  }

  private Reply echo(Request request) {
    return new Reply(200, "text/plain", request.body(), Map.of());
  }

  private Reply await(Request request) {
    try {
      let.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return echo(request);
  }

  @Override
  public void close() {
    let.countDown();
    server.close();
  }
}
