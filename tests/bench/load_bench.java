///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/runtime/MovableClock.java
//SOURCES ../ratchet/runtime/TestModels.java
//SOURCES ../ratchet/runtime/TestRuntime.java
//DESCRIPTION How fast a runtime answers before, during and after reloads, half of them of a bad file.

package ratchet.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import ratchet.model.ModelName;

/**
 * Scores and latency before, during and after reloads, side by side, with the client in the same
 * process. Every answer and every reload reply is checked. Arguments: seconds per phase, clients.
 */
final class LoadBench {
  private static final String CONTEXT =
      "{\"lpSol\":32.5,\"spreadBps\":45,\"volatilityBps\":80,\"ageSec\":240,\"rugProb\":0.2,"
          + "\"congestionScore\":0.35,\"slippageBps\":120,\"route\":\"jito\"}";

  private LoadBench() {}

  public static void main(String[] args) throws Exception {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 5;
    int clients = args.length > 1 ? Integer.parseInt(args[1]) : 4;
    Path folder = Files.createTempDirectory("load");
    TestRuntime.putAlias(folder, ModelName.FILLNET, file(0));
    RuntimeOptions options =
        RuntimeOptions.of(Role.EXECUTOR, folder).port(0).withoutWatch().build();
    try (RuntimeServer server = RuntimeServer.start(options)) {
      for (int batch : new int[] {1, 64}) {
        phase(server, folder, batch, clients, seconds, false);
        List<Phase> phases = new ArrayList<>();
        for (boolean reloading : new boolean[] {false, true, false}) {
          phases.add(phase(server, folder, batch, clients, seconds, reloading));
        }
        print(batch, phases);
      }
    }
  }

  /** What one stretch of time came to; latencies in milliseconds. */
  private record Phase(
      double scoresPerSecond, double p50, double p99, double p999, double slowest, int reloads) {}

  private static void print(int batch, List<Phase> phases) {
    System.out.printf("batches of %-12d %10s %10s %10s%n", batch, "before", "during", "after");
    row("scores per second", "%,10.0f", phases, Phase::scoresPerSecond);
    row("p50 ms", "%10.3f", phases, Phase::p50);
    row("p99 ms", "%10.3f", phases, Phase::p99);
    row("p99.9 ms", "%10.3f", phases, Phase::p999);
    row("slowest ms", "%10.1f", phases, Phase::slowest);
    row("reloads", "%10.0f", phases, Phase::reloads);
  }

  private static void row(
      String name, String format, List<Phase> phases, ToDoubleFunction<Phase> value) {
    StringBuilder line = new StringBuilder(String.format("  %-21s", name));
    phases.forEach(
        phase -> line.append(' ').append(String.format(format, value.applyAsDouble(phase))));
    System.out.println(line);
  }

  private static Phase phase(
      RuntimeServer server, Path folder, int batch, int clients, double seconds, boolean reloading)
      throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(clients + 1);
    List<Future<long[]>> results = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      results.add(pool.submit(() -> client(server.port(), batch, over)));
    }
    Future<Integer> reloads = pool.submit(() -> reload(server, folder, reloading, over));
    long started = System.nanoTime();
    Thread.sleep((long) (seconds * 1000));
    over.set(true);
    long[] all = new long[0];
    for (Future<long[]> result : results) {
      long[] nanos = result.get();
      int end = all.length;
      all = Arrays.copyOf(all, end + nanos.length);
      System.arraycopy(nanos, 0, all, end, nanos.length);
    }
    double took = (System.nanoTime() - started) / 1e9;
    pool.shutdown();
    Arrays.sort(all);
    return new Phase(
        all.length * (double) batch / took,
        at(all, 0.5),
        at(all, 0.99),
        at(all, 0.999),
        at(all, 1),
        reloads.get());
  }

  private static double at(long[] ascending, double share) {
    return ascending[(int) Math.min(ascending.length - 1, share * ascending.length)] / 1e6;
  }

  private static int reload(
      RuntimeServer server, Path folder, boolean reloading, AtomicBoolean over) throws Exception {
    int count = 0;
    while (reloading && !over.get()) {
      boolean bad = count % 2 == 1;
      TestRuntime.putAlias(folder, ModelName.FILLNET, bad ? new byte[] {'{'} : file(count));
      try (Connection connection = new Connection(server.port())) {
        int status = connection.post("/control/reload-models", "");
        if (status != (bad ? 422 : 200)) {
          throw new IllegalStateException("reload said " + status);
        }
      }
      count++;
      Thread.sleep(40);
    }
    return count;
  }

  private static long[] client(int port, int batch, AtomicBoolean over) throws IOException {
    String body = batch == 1 ? CONTEXT : "[" + (CONTEXT + ",").repeat(batch - 1) + CONTEXT + "]";
    long[] nanos = new long[1 << 16];
    int n = 0;
    try (Connection connection = new Connection(port)) {
      while (!over.get()) {
        long started = System.nanoTime();
        int status = connection.post("/score", body);
        if (status != 200) {
          throw new IllegalStateException("score said " + status);
        }
        if (n == nanos.length) {
          nanos = Arrays.copyOf(nanos, 2 * n);
        }
        nanos[n++] = System.nanoTime() - started;
      }
    }
    return Arrays.copyOf(nanos, n);
  }

  private static byte[] file(long seed) {
    return TestModels.bytes(ModelName.FILLNET, Instant.now(), "ok", seed);
  }

  /** One kept-alive connection. */
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    int post(String path, String body) throws IOException {
      String request =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      int status = Integer.parseInt(line().substring(9, 12));
      long length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.regionMatches(true, 0, "Content-length:", 0, 15)) {
          length = Long.parseLong(header.substring(15).strip());
        }
      }
      in.skipNBytes(length);
      return status;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("the runtime closed the connection");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
