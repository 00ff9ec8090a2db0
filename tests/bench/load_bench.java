///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//RUNTIME_OPTIONS -XX:+UseSerialGC
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/runtime/MovableClock.java
//SOURCES ../ratchet/runtime/TestModels.java
//SOURCES ../ratchet/runtime/TestRuntime.java
//DESCRIPTION How fast a runtime answers before, during and after reloads, half of them of a bad file.

package ratchet.runtime;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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

  /** The compiler has done with the server by then. */
  private static final double WARM_UP_SECONDS = 8;

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
        phase(server, folder, batch, clients, WARM_UP_SECONDS, true);
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
      double scoresPerSecond,
      double microsPerRequest,
      double p50,
      double p99,
      double p999,
      double slowest,
      int reloads) {}

  private static void print(int batch, List<Phase> phases) {
    System.out.printf("batches of %-13d %10s %10s %10s%n", batch, "before", "during", "after");
    row("scores per second", "%,10.0f", phases, Phase::scoresPerSecond);
    row("core µs per request", "%10.1f", phases, Phase::microsPerRequest);
    row("p50 ms", "%10.3f", phases, Phase::p50);
    row("p99 ms", "%10.3f", phases, Phase::p99);
    row("p99.9 ms", "%10.3f", phases, Phase::p999);
    row("slowest ms", "%10.1f", phases, Phase::slowest);
    row("reloads", "%10.0f", phases, Phase::reloads);
  }

  private static void row(
      String name, String format, List<Phase> phases, ToDoubleFunction<Phase> value) {
    StringBuilder line = new StringBuilder(String.format("  %-22s", name));
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
    long startedCore = coreNanos();
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
    double coreMicros = (coreNanos() - startedCore) / 1e3;
    pool.shutdown();
    Arrays.sort(all);
    return new Phase(
        all.length * (double) batch / took,
        coreMicros / all.length,
        at(all, 0.5),
        at(all, 0.99),
        at(all, 0.999),
        at(all, 1),
        reloads.get());
  }

  /**
   * Time of a core that the server and its clients took; unlike a rate it hardly sees other work.
   */
  private static long coreNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
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
        int status = connection.send(Connection.post("/control/reload-models", ""));
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
    byte[] request = Connection.post("/score", body);
    long[] nanos = new long[1 << 16];
    int n = 0;
    try (Connection connection = new Connection(port)) {
      while (!over.get()) {
        long started = System.nanoTime();
        int status = connection.send(request);
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

  /**
   * One kept-alive connection, as lean as can be: what it costs is taken from the server's share.
   */
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final byte[] buffer = new byte[1 << 16];

    Connection(int port) throws IOException {
      socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(30_000);
    }

    static byte[] post(String path, String body) {
      String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: ";
      return (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** The status of the answer, which is read to its last byte and no further. */
    int send(byte[] request) throws IOException {
      socket.getOutputStream().write(request);
      int filled = 0;
      int head = -1;
      while (head < 0) {
        filled += more(filled);
        head = endOfHead(filled);
      }
      String headers = new String(buffer, 0, head, StandardCharsets.US_ASCII);
      int length = headers.indexOf("ontent-length: ") + "ontent-length: ".length();
      long left = Long.parseLong(headers, length, headers.indexOf('\r', length), 10);
      left -= filled - head;
      while (left > 0) {
        left -= more(0);
      }
      if (left < 0) {
        throw new IOException("the runtime sent more than it said");
      }
      return Integer.parseInt(headers, 9, 12, 10);
    }

    private int more(int from) throws IOException {
      int n = socket.getInputStream().read(buffer, from, buffer.length - from);
      if (n <= 0) {
        throw new IOException("the runtime closed the connection");
      }
      return n;
    }

    /** Where the body begins, or -1. */
    private int endOfHead(int filled) {
      for (int i = 3; i < filled; i++) {
        if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
