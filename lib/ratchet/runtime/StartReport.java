package ratchet.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.stream.Collectors;
import ratchet.model.Digest;
import ratchet.model.Json;

/** Describes a runtime that has just started to listen. */
public final class StartReport {
  private StartReport() {}

  /** One line, e.g. {@code serving fillnet on http://127.0.0.1:4011 (fillnet ok 1a2b3c4d5e6f)}. */
  public static String line(RuntimeServer server) {
    Instant now = server.options().clock().instant();
    String names =
        server.models().keySet().stream().map(m -> m.id()).collect(Collectors.joining(", "));
    String details =
        server.models().entrySet().stream()
            .map(
                model ->
                    model.getKey().id()
                        + " "
                        + model.getValue().status(now, server.options().maxAge()).id()
                        + model
                            .getValue()
                            .serving()
                            .map(serving -> " " + Digest.abbreviate(serving.sha256()))
                            .orElse(""))
            .collect(Collectors.joining(", "));
    String control = server.controlUri().map(uri -> ", control on " + uri).orElse("");
    String socket = server.options().unixSocket().map(file -> " and " + file).orElse("");
    return "serving " + names + " on " + server.uri() + socket + control + " (" + details + ")";
  }

  /**
   * The same facts as JSON: {@code role, url, port, control_url, unix_socket, models:{m:{status,
   * sha256, created, epoch_seconds, error}}}. {@code control_url}, {@code unix_socket} and {@code
   * error} are absent where they do not apply.
   */
  public static ObjectNode document(RuntimeServer server) {
    Instant now = server.options().clock().instant();
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("role", server.options().role().id());
    fields.put("url", server.uri().toString());
    fields.put("port", server.port());
    server.controlUri().ifPresent(uri -> fields.put("control_url", uri.toString()));
    server
        .options()
        .unixSocket()
        .ifPresent(file -> fields.put("unix_socket", file.toAbsolutePath().toString()));
    ObjectNode models = fields.putObject("models");
    server
        .models()
        .forEach(
            (model, state) ->
                ReloadResponse.describe(
                    models.putObject(model.id()), state, now, server.options().maxAge()));
    return fields;
  }
}
