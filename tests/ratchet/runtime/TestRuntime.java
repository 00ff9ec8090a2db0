package ratchet.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import ratchet.model.Json;
import ratchet.model.ModelName;

/** A real runtime on a free port, with a folder and a clock of its own, and a client for it. */
final class TestRuntime implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** The least that FillNet gives a score for. */
  static final String CONTEXT = "{\"slippageBps\": 100}";

  final Path folder;
  final MovableClock clock = new MovableClock(TestModels.CREATED.plus(Duration.ofHours(6)));
  final List<String> log = new CopyOnWriteArrayList<>();
  final RuntimeServer server;

  private TestRuntime(Role role, Path folder, UnaryOperator<RuntimeOptions.Builder> options) {
    this.folder = folder;
    RuntimeOptions.Builder builder =
        RuntimeOptions.of(role, folder).port(0).clock(clock).withoutWatch().log(log::add);
    this.server = RuntimeServer.start(options.apply(builder).build());
  }

  static TestRuntime start(Role role, Path folder) {
    return start(role, folder, UnaryOperator.identity());
  }

  static TestRuntime start(Role role, Path folder, UnaryOperator<RuntimeOptions.Builder> options) {
    return new TestRuntime(role, folder, options);
  }

  /** Replaces the alias as promote does: another file, renamed over it. */
  static void putAlias(Path folder, ModelName model, byte[] content) {
    try {
      Path temporary = Files.createTempFile(folder, "new", ".tmp");
      Files.write(temporary, content);
      Files.move(temporary, folder.resolve(model.aliasFile()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> reload() {
    return send(request("/control/reload-models").POST(BodyPublishers.noBody()));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.uri() + path)).timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return Json.read(response.body());
  }

  /** Sends bytes as they are and returns everything that comes back until the other side closes. */
  String raw(String request) {
    return raw(request.getBytes(StandardCharsets.ISO_8859_1));
  }

  String raw(byte[] request) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 10_000);
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of the one sample whose name and labels read so. */
  double metric(String sample) {
    List<String> lines =
        get("/metrics").body().lines().filter(line -> line.startsWith(sample + " ")).toList();
    if (lines.size() != 1) {
      throw new AssertionError(sample + " is there " + lines.size() + " times");
    }
    return Double.parseDouble(lines.get(0).substring(sample.length() + 1));
  }

  /** The one status that is 1; fails unless all five are there and exactly one is. */
  ModelStatus statusInMetrics(ModelName model) {
    String prefix = model.id() + "_model_status{status=\"";
    List<String> lines =
        get("/metrics").body().lines().filter(line -> line.startsWith(prefix)).toList();
    List<String> active = lines.stream().filter(line -> line.endsWith("\"} 1.0")).toList();
    long inactive = lines.stream().filter(line -> line.endsWith("\"} 0.0")).count();
    if (lines.size() != 5 || active.size() != 1 || inactive != 4) {
      throw new AssertionError("not exactly one of five: " + lines);
    }
    String word = active.get(0).substring(prefix.length(), active.get(0).indexOf("\"}"));
    return ModelStatus.valueOf(word.toUpperCase(java.util.Locale.ROOT));
  }

  @Override
  public void close() {
    server.close();
  }
}
