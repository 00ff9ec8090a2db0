package ratchet.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.Toolkit;

/**
 * Every address that a runtime answers, as one table. No part of a request becomes a path on disk:
 * an address is in the table, letter by letter, or it is 404.
 */
final class Routes {
  static final String RELOAD = "/control/reload-models";
  static final String SCORE = "/score";

  /** Answers one request of a known address and method. */
  @FunctionalInterface
  interface Endpoint {
    Reply answer(HttpExchange exchange) throws IOException;
  }

  /** The endpoint of an address, and its one method: GET (and so HEAD) or POST. */
  record Route(String method, Endpoint endpoint) {}

  private final Map<String, Route> table = new LinkedHashMap<>();
  private final Map<ModelName, ModelService> services;
  private final Role role;
  private final Clock clock;
  private final Duration maxAge;
  private final BooleanSupplier draining;

  /**
   * @param draining whether the runtime is going down: alive, but not ready
   * @param onReload told of every reload that was asked for
   */
  Routes(
      Role role,
      Map<ModelName, ModelService> services,
      RuntimeMetrics metrics,
      Clock clock,
      Duration maxAge,
      BooleanSupplier draining,
      BiConsumer<ModelSlot, SlotState> onReload) {
    this.role = role;
    this.services = services;
    this.clock = clock;
    this.maxAge = maxAge;
    this.draining = draining;
    StatusDocument status = new StatusDocument(role, services, clock, maxAge);
    StatusPage page = new StatusPage();
    get("/", exchange -> page.reply());
    get("/status.json", exchange -> Reply.json(200, status.build(draining.getAsBoolean())));
    get("/healthz", exchange -> Reply.json(200, about("ok")));
    get("/readyz", exchange -> ready());
    get("/metrics", exchange -> Reply.text("text/plain; version=0.0.4", metrics.scrape()));
    post(RELOAD, exchange -> reload(exchange, services, onReload));
    post(SCORE, this::scoreOnly);
    services.forEach(
        (model, service) -> {
          post(
              RELOAD + "/" + model.id(),
              exchange -> reload(exchange, Map.of(model, service), onReload));
          post(
              SCORE + "/" + model.id(),
              exchange -> service.scores().score(RequestBody.read(exchange)));
        });
  }

  /**
   * @throws HttpFailure 404 for an address that is not in the table
   */
  Route find(String path) {
    Route route = path == null ? null : table.get(path);
    if (route == null) {
      throw HttpFailure.notFound(
          "there is nothing at this address; a "
              + role.id()
              + " answers "
              + String.join(" ", table.keySet()));
    }
    return route;
  }

  private void get(String path, Endpoint endpoint) {
    table.put(path, new Route("GET", endpoint));
  }

  private void post(String path, Endpoint endpoint) {
    table.put(path, new Route("POST", endpoint));
  }

  private Reply reload(
      HttpExchange exchange,
      Map<ModelName, ModelService> chosen,
      BiConsumer<ModelSlot, SlotState> onReload)
      throws IOException {
    // empty as a rule; whatever it holds is read, so that the connection stays usable, and ignored
    RequestBody.read(exchange);
    Map<ModelName, SlotState> reloaded = new LinkedHashMap<>();
    chosen.forEach(
        (model, service) -> {
          SlotState state = service.slot().reload(Reload.Trigger.REQUEST);
          reloaded.put(model, state);
          onReload.accept(service.slot(), state);
        });
    return ReloadReply.of(reloaded, clock.instant(), maxAge);
  }

  /** The role's model, where it has but one. */
  private Reply scoreOnly(HttpExchange exchange) throws IOException {
    byte[] body = RequestBody.read(exchange);
    if (services.size() > 1) {
      throw HttpFailure.badRequest(
          "this runtime serves several models; name one: "
              + services.keySet().stream()
                  .map(model -> SCORE + "/" + model.id())
                  .collect(Collectors.joining(" ")));
    }
    return services.values().iterator().next().scores().score(body);
  }

  private ObjectNode about(String status) {
    return Json.MAPPER
        .createObjectNode()
        .put("status", status)
        .put("service", Toolkit.NAME)
        .put("version", Toolkit.VERSION)
        .put("role", role.id());
  }

  private Reply ready() {
    boolean ready =
        !draining.getAsBoolean()
            && services.values().stream().anyMatch(s -> s.slot().state().serving().isPresent());
    ObjectNode body = about(ready ? "ok" : draining.getAsBoolean() ? "draining" : "no_model");
    ObjectNode models = body.putObject("models");
    services.forEach(
        (model, service) ->
            models.put(model.id(), service.slot().state().status(clock.instant(), maxAge).id()));
    return Reply.json(ready ? 200 : 503, body);
  }
}
