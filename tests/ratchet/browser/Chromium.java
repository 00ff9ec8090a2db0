package ratchet.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ratchet.model.Json;

/** A headless browser with one tab, driven through its DevTools protocol. */
public final class Chromium implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final List<String> NAMES = List.of("chromium", "chromium-browser");

  private static final String FAINT_TEXT =
      """
      (() => {
        const parts = colour => colour.match(/[\\d.]+/g).map(Number);
        const luminance = colour => {
          const [r, g, b] = parts(colour).slice(0, 3).map(v => {
            v /= 255;
            return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const behind = node => {
          for (let at = node; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            const [, , , alpha = 1] = parts(colour);
            if (alpha === 1) return colour;
          }
          return 'rgb(255, 255, 255)';
        };
        const faint = [];
        for (const node of document.querySelectorAll('body *')) {
          const own = [...node.childNodes].some(c => c.nodeType === 3 && c.data.trim());
          if (!own || !node.getClientRects().length || node.closest('script, style')) continue;
          const both = [luminance(getComputedStyle(node).color), luminance(behind(node))];
          const contrast = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
          if (contrast < 4.5) faint.push(node.textContent + ' ' + contrast.toFixed(2));
        }
        return faint;
      })()
      """;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Chromium(Process process, URI tab) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(tab, new Ear()).join();
    List.of("Runtime.enable", "Log.enable", "Page.enable", "Network.enable").forEach(this::call);
  }

  /** Where the browser is; empty where there is none. */
  public static Optional<Path> program() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * @param profile an empty folder
   */
  public static Chromium start(Path program, Path profile) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    // what it leaves behind goes with the profile
    builder.environment().put("TMPDIR", Files.createDirectory(profile.resolve("tmp")).toString());
    Process process = builder.start();
    try {
      return new Chromium(process, tab(profile, process));
    } catch (Exception | Error e) {
      end(process);
      throw e;
    }
  }

  private static URI tab(Path profile, Process process) throws Exception {
    Path portFile = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < deadline && process.isAlive()) {
      if (Files.exists(portFile) && Files.size(portFile) > 0) {
        String port = Files.readAllLines(portFile).get(0);
        HttpResponse<byte[]> tabs =
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                        .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        for (JsonNode tab : Json.read(tabs.body())) {
          if (tab.path("type").asText().equals("page")) {
            return URI.create(tab.path("webSocketDebuggerUrl").asText());
          }
        }
      }
      Thread.sleep(50);
    }
    throw new IOException("the browser did not start");
  }

  public void open(URI page) {
    call("Page.navigate", Json.MAPPER.createObjectNode().put("url", page.toString()));
  }

  /** Role and name of all that a screen reader is told. */
  public List<String> accessibilityTree() {
    List<String> tree = new ArrayList<>();
    for (JsonNode node : call("Accessibility.getFullAXTree").path("nodes")) {
      tree.add(
          node.path("role").path("value").asText()
              + " "
              + node.path("name").path("value").asText());
    }
    return tree;
  }

  public JsonNode call(String method) {
    return call(method, Json.MAPPER.createObjectNode());
  }

  /** The result of a command; fails where the browser reports an error. */
  public JsonNode call(String method, ObjectNode params) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode command = Json.MAPPER.createObjectNode().put("id", id).put("method", method);
    command.set("params", params);
    socket.sendText(Json.line(command), true).join();
    JsonNode reply = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (reply.has("error")) {
      throw new AssertionError(method + ": " + reply.path("error"));
    }
    return reply.path("result");
  }

  /** What an expression comes to in the page. */
  public JsonNode evaluate(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Json.MAPPER
                .createObjectNode()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** Waits until an expression is true in the page. */
  public void await(String expression) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!evaluate("Boolean(" + expression + ")").booleanValue()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "never true: " + expression + "\n" + evaluate("document.body.innerText").asText());
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  public void resize(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Json.MAPPER
            .createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", 1)
            .put("mobile", width < 600));
  }

  /**
   * @param scheme {@code light} or {@code dark}
   */
  public void prefer(String scheme) {
    ObjectNode media = Json.MAPPER.createObjectNode();
    media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
    call("Emulation.setEmulatedMedia", media);
  }

  /** Text whose colour stands out too little from what is behind it, as WCAG 2 measures that. */
  public List<String> faintText() {
    List<String> faint = new ArrayList<>();
    evaluate(FAINT_TEXT).forEach(text -> faint.add(text.asText()));
    return faint;
  }

  public void press(String key, int virtualKeyCode) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Json.MAPPER
              .createObjectNode()
              .put("type", type)
              .put("key", key)
              .put("code", key)
              .put("windowsVirtualKeyCode", virtualKeyCode));
    }
  }

  /** The whole page as a PNG. */
  public byte[] picture() {
    ObjectNode whole = Json.MAPPER.createObjectNode().put("captureBeyondViewport", true);
    return Base64.getDecoder().decode(call("Page.captureScreenshot", whole).path("data").asText());
  }

  /** Everything the page's console would show as an error or a warning. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Addresses of everything that was asked for so far, pages included. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    socket.abort();
    end(process);
  }

  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    all.forEach(ProcessHandle::destroy);
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Sorts what the browser says: answers to those who asked, complaints to the list. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        hear(Json.read(message.toString()));
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void hear(JsonNode said) {
      if (said.has("id")) {
        waiting.remove(said.path("id").asInt()).complete(said);
        return;
      }
      JsonNode params = said.path("params");
      if (said.path("method").asText().equals("Network.requestWillBeSent")) {
        requests.add(params.path("request").path("url").asText());
      }
      String kind =
          switch (said.path("method").asText()) {
            case "Runtime.exceptionThrown" -> "error";
            case "Runtime.consoleAPICalled" -> params.path("type").asText();
            case "Log.entryAdded" -> params.path("entry").path("level").asText();
            default -> "";
          };
      if (kind.equals("error") || kind.equals("warning")) {
        complaints.add(params.toString());
      }
    }
  }
}
