package ratchet.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;

/** A runtime in this process; the demo reads its state over HTTP. */
final class DemoRuntime implements AutoCloseable {
  /**
   * The context of an ordinary mint, with the names of the services, for FillNet and the alpha
   * ranker.
   */
  private static final String CONTEXT =
      """
      {"lpSol":32,"buys60":24,"sells60":9,"uniques60":17,"spreadBps":45,"volatilityBps":80,\
      "ageSec":240,"rugProb":0.2,"congestionScore":0.35,"slippageBps":120}\
      """;

  private static final int TIMEOUT_MILLISECONDS = 5_000;

  private final ModelName model;
  private final RuntimeServer server;

  private DemoRuntime(ModelName model, RuntimeServer server) {
    this.model = model;
    this.server = server;
  }

  /** Starts on the default port of the role, or on a free one when that is taken. */
  static DemoRuntime start(Role role, Path models, Clock clock) {
    RuntimeOptions.Builder options = RuntimeOptions.of(role, models).clock(clock);
    return new DemoRuntime(role.models().get(0), serverOn(role.defaultPort(), options));
  }

  private static RuntimeServer serverOn(int port, RuntimeOptions.Builder options) {
    try {
      return RuntimeServer.start(options.port(port).build());
    } catch (InputException taken) {
      // any other problem occurs with every port and is thrown here
      return RuntimeServer.start(options.port(0).build());
    }
  }

  /**
   * The metrics and a score of the runtime at one time.
   *
   * @param epochSeconds when the served version was created; 0 when none is served
   * @param status the label of the status that is 1
   * @param score the reply to one fixed context, or the error
   */
  record View(ModelName model, URI uri, long epochSeconds, String status, String score) {
    String line() {
      String epoch =
          epochSeconds == 0 ? "0" : epochSeconds + " (" + Instant.ofEpochSecond(epochSeconds) + ")";
      return String.format(
          "  %s_model_epoch_seconds %s   %s_model_status{status=\"%s\"} 1%n  score %s",
          model.id(), epoch, model.id(), status, score);
    }

    ObjectNode json() {
      return Json.MAPPER
          .createObjectNode()
          .put("model", model.id())
          .put("url", uri.toString())
          .put("epoch_seconds", epochSeconds)
          .put("status", status)
          .put("score", score);
    }
  }

  ModelName model() {
    return model;
  }

  URI uri() {
    return server.uri();
  }

  URI reloadUrl() {
    return server.uri().resolve(ModelName.RELOAD_PATH);
  }

  /**
   * Reads metrics and a score.
   *
   * @throws IllegalStateException when the metrics lack a documented line
   */
  View look() {
    String metrics = exchange("GET", "/metrics", "");
    String epoch = first(metrics, "^" + model.id() + "_model_epoch_seconds(?:\\{\\})? (\\S+)$");
    String status =
        first(metrics, "^" + model.id() + "_model_status\\{status=\"(\\w+)\",?\\} 1(?:\\.0)?$");
    return new View(
        model,
        server.uri(),
        (long) Double.parseDouble(epoch),
        status,
        exchange("POST", "/score", CONTEXT));
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no line of /metrics matches " + pattern);
    }
    return matcher.group(1);
  }

  private String exchange(String method, String path, String body) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) server.uri().resolve(path).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLISECONDS);
      connection.setReadTimeout(TIMEOUT_MILLISECONDS);
      connection.setRequestMethod(method);
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
          out.write(body.getBytes(StandardCharsets.UTF_8));
        }
      }
      int status = connection.getResponseCode();
      try (InputStream in =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        return status == 200 ? answer : status + " " + answer;
      }
    } catch (IOException e) {
      throw new InputException(
          "the demo's own runtime at " + server.uri() + " does not answer: " + e.getMessage(),
          "check whether a proxy or a firewall blocks loopback connections",
          e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
