package ratchet.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import ratchet.model.ModelName;
import ratchet.runtime.http.Endpoint;
import ratchet.runtime.http.HttpFailure;
import ratchet.runtime.http.HttpServer;
import ratchet.runtime.http.HttpSettings;

/**
 * Runs the code of a request before the first request, so that the JVM has compiled it by then. No
 * metric counts these runs. Thread-safe.
 */
final class WarmUp {
  /** For a model whose code this process has not run yet. */
  private static final int FIRST_REQUESTS = 100;

  /** For every later version: it has new numbers, but no new code. */
  private static final int FURTHER_REQUESTS = 10;

  /** Over the network, all models together. */
  private static final int NETWORK_REQUESTS = 12_000;

  private static final int AT_A_TIME = 8;

  private static final long MAX_NETWORK_NANOS = TimeUnit.MILLISECONDS.toNanos(750);

  private static final String CONTEXT =
      """
      {"lpSol":32.5,"buys60":24,"sells60":9,"uniques60":17,"spreadBps":45,"volatilityBps":80,\
      "ageSec":240,"rugProb":0.2,"congestionScore":0.35,"slippageBps":120,"slipGapBps":10,\
      "pnl":0.03,"authorityActive":0,"route":"jito"}\
      """;

  /** Models that are warm: code is compiled once per process, not once per runtime. */
  private static final Set<ModelName> WARM = EnumSet.noneOf(ModelName.class);

  private static final AtomicBoolean NETWORK_IS_WARM = new AtomicBoolean();

  private WarmUp() {}

  /** Scores fixed inputs with a version that does not serve yet. */
  static void score(ModelName model, ServedModel candidate) {
    boolean first;
    synchronized (WARM) {
      first = WARM.add(model);
    }
    ScoreService scores = rehearsal(model, candidate);
    byte[] body = CONTEXT.getBytes(StandardCharsets.UTF_8);
    for (int i = first ? FIRST_REQUESTS : FURTHER_REQUESTS; i > 0; i--) {
      scores.score(body);
    }
  }

  /**
   * Sends requests to these models through a temporary server on a free loopback port, once per
   * process. Where that is not possible, the warm-up is skipped.
   */
  static void network(Map<ModelName, ServedModel> models) {
    if (models.isEmpty() || !NETWORK_IS_WARM.compareAndSet(false, true)) {
      return;
    }
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    models.forEach(
        (model, served) -> {
          ScoreService scores = rehearsal(model, served);
          // a random address, so that no other client can call it
          endpoints.put(
              "/" + UUID.randomUUID() + "/" + model.id(),
              Endpoint.immediate(request -> scores.score(request.body())));
        });
    HttpSettings settings =
        HttpSettings.of(Duration.ofSeconds(2), Duration.ZERO, false, line -> {});
    try (HttpServer server = new HttpServer(settings)) {
      InetSocketAddress address =
          server.listen(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              head ->
                  Optional.ofNullable(endpoints.get(head.path()))
                      .orElseThrow(() -> HttpFailure.notFound("nothing")));
      server.open();
      send(address, List.copyOf(endpoints.keySet()));
    } catch (IOException e) {
      // only the speed of the first answers depends on it
    }
  }

  /** Sends several requests at a time, so that most of the time is spent on answering. */
  private static void send(InetSocketAddress address, List<String> paths) throws IOException {
    long deadline = System.nanoTime() + MAX_NETWORK_NANOS;
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(2_000);
      socket.setTcpNoDelay(true);
      socket.connect(address, 2_000);
      OutputStream out = socket.getOutputStream();
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 32 * 1024);
      for (int sent = 0; sent < NETWORK_REQUESTS && System.nanoTime() - deadline < 0; ) {
        ByteArrayOutputStream several = new ByteArrayOutputStream();
        for (int i = 0; i < AT_A_TIME; i++, sent++) {
          several.write(request(paths.get(sent % paths.size())));
        }
        several.writeTo(out);
        if (!readAnswers(in, AT_A_TIME)) {
          return;
        }
      }
    }
  }

  /** Counts the answers: each ends with a line of JSON, the only line that ends with "}". */
  private static boolean readAnswers(InputStream in, int count) throws IOException {
    int before = 0;
    for (int answers = 0; answers < count; ) {
      int c = in.read();
      if (c < 0) {
        return false;
      }
      if (c == '\n' && before == '}') {
        answers++;
      }
      before = c;
    }
    return true;
  }

  private static byte[] request(String path) {
    return ("POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + CONTEXT.length()
            + "\r\n\r\n"
            + CONTEXT)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static ScoreService rehearsal(ModelName model, ServedModel candidate) {
    Instant now = Instant.now();
    Reload loaded =
        new Reload(
            now,
            Reload.Trigger.START,
            Reload.Outcome.OK,
            Optional.of(candidate.sha256()),
            Optional.empty(),
            Duration.ZERO);
    SlotState state = SlotState.unloaded().after(loaded, Optional.of(candidate));
    return new ScoreService(
        model,
        () -> state,
        new ScoreStatistics(),
        nanos -> {},
        Clock.systemUTC(),
        Duration.ofDays(1),
        false);
  }
}
