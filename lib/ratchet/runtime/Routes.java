package ratchet.runtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.Toolkit;
import ratchet.runtime.http.Endpoint;
import ratchet.runtime.http.HttpFailure;
import ratchet.runtime.http.Reply;
import ratchet.runtime.http.Request;
import ratchet.runtime.http.RequestHandler;
import ratchet.runtime.http.RequestHead;

/**
 * The table of all addresses that a runtime answers. An address must equal an entry of the table
 * exactly, else the answer is 404; no part of a request becomes a path on disk.
 */
final class Routes {
  static final String RELOAD = ModelName.RELOAD_PATH;
  static final String SCORE = "/score";

  /** Which listener answers an address when scores and control have separate listeners. */
  private enum Kind {
    SCORES,
    CONTROL,
    BOTH
  }

  private record Route(String method, Kind kind, Endpoint endpoint) {}

  private final Map<String, Route> table = new LinkedHashMap<>();
  private final Map<ModelName, ModelService> services;
  private final Role role;
  private final Clock clock;
  private final Duration maxAge;
  private final boolean refuseExpired;
  private final BooleanSupplier draining;

  /**
   * @param background runs what takes longer than a score: metrics and the status document
   * @param draining whether the runtime is stopping: then it is healthy, but not ready
   */
  Routes(
      Role role,
      Map<ModelName, ModelService> services,
      RuntimeMetrics metrics,
      Clock clock,
      Duration maxAge,
      boolean refuseExpired,
      Executor background,
      BooleanSupplier draining) {
    this.role = role;
    this.services = services;
    this.clock = clock;
    this.maxAge = maxAge;
    this.refuseExpired = refuseExpired;
    this.draining = draining;
    StatusDocument status = new StatusDocument(role, services, clock, maxAge);
    StatusPage page = new StatusPage();
    get("/", Kind.CONTROL, Endpoint.immediate(request -> page.reply()));
    get(
        "/status.json",
        Kind.CONTROL,
        later(background, () -> Reply.json(200, status.build(draining.getAsBoolean()))));
    get("/healthz", Kind.BOTH, Endpoint.immediate(request -> Reply.json(200, about("ok"))));
    get("/readyz", Kind.BOTH, Endpoint.immediate(request -> ready()));
    get(
        "/metrics",
        Kind.CONTROL,
        later(background, () -> Reply.text("text/plain; version=0.0.4", metrics.scrape())));
    post(RELOAD, Kind.CONTROL, request -> reload(services));
    post(SCORE, Kind.SCORES, Endpoint.immediate(this::scoreOnly));
    services.forEach(
        (model, service) -> {
          post(RELOAD + "/" + model.id(), Kind.CONTROL, request -> reload(Map.of(model, service)));
          post(
              SCORE + "/" + model.id(),
              Kind.SCORES,
              Endpoint.immediate(request -> service.scores().score(request.body())));
        });
  }

  /** The handler of a listener that answers everything. */
  RequestHandler all(RequestGuard guard) {
    return head -> find(head, guard, Kind.BOTH);
  }

  /** The handler of the score listener when there is a separate control listener. */
  RequestHandler scores(RequestGuard guard) {
    return head -> find(head, guard, Kind.SCORES);
  }

  /** The handler of the control listener. */
  RequestHandler control(RequestGuard guard) {
    return head -> find(head, guard, Kind.CONTROL);
  }

  /**
   * @param kind kind of the listener; {@code BOTH} answers everything
   * @throws HttpFailure 404 for an address that is not in the table or belongs to the other
   *     listener, 405 for a wrong method
   */
  private Endpoint find(RequestHead head, RequestGuard guard, Kind kind) {
    guard.checkHost(head);
    Route route = table.get(head.path());
    if (route == null) {
      throw HttpFailure.notFound(
          "there is nothing at this address; a "
              + role.id()
              + " answers "
              + String.join(" ", table.keySet()));
    }
    if (kind != Kind.BOTH && route.kind != Kind.BOTH && route.kind != kind) {
      throw HttpFailure.notFound(
          kind == Kind.SCORES
              ? "this address is answered on the control port"
              : "scores are not answered on the control port");
    }
    checkMethod(route.method, head.method());
    if (route.method.equals("POST")) {
      guard.checkPost(head);
    }
    return route.endpoint;
  }

  private static void checkMethod(String allowed, String method) {
    boolean isGet = allowed.equals("GET");
    if (!method.equals(allowed) && !(isGet && method.equals("HEAD"))) {
      String allow = isGet ? "GET, HEAD" : allowed;
      throw new HttpFailure(405, "use " + allow + " here", Map.of("Allow", allow));
    }
  }

  private void get(String path, Kind kind, Endpoint endpoint) {
    table.put(path, new Route("GET", kind, endpoint));
  }

  private void post(String path, Kind kind, Endpoint endpoint) {
    table.put(path, new Route("POST", kind, endpoint));
  }

  private static Endpoint later(Executor background, Supplier<Reply> answer) {
    return request -> CompletableFuture.supplyAsync(answer, background);
  }

  /** Reloads these models. The request body is usually empty; its content is ignored. */
  private CompletionStage<Reply> reload(Map<ModelName, ModelService> chosen) {
    Map<ModelName, CompletableFuture<SlotState>> reloads = new LinkedHashMap<>();
    chosen.forEach(
        (model, service) -> reloads.put(model, service.reloads().reload(Reload.Trigger.REQUEST)));
    return CompletableFuture.allOf(reloads.values().toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              Map<ModelName, SlotState> states = new LinkedHashMap<>();
              reloads.forEach((model, reload) -> states.put(model, reload.join()));
              return ReloadResponse.of(states, clock.instant(), maxAge, refuseExpired);
            });
  }

  /** Scores with the role's only model; 400 when the role has several. */
  private Reply scoreOnly(Request request) {
    if (services.size() > 1) {
      throw HttpFailure.badRequest(
          "this runtime serves several models; name one: "
              + services.keySet().stream()
                  .map(model -> SCORE + "/" + model.id())
                  .collect(Collectors.joining(" ")));
    }
    return services.values().iterator().next().scores().score(request.body());
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
        !draining.getAsBoolean() && services.values().stream().anyMatch(s -> s.scores().answers());
    ObjectNode body = about(ready ? "ok" : draining.getAsBoolean() ? "draining" : "no_model");
    ObjectNode models = body.putObject("models");
    services.forEach(
        (model, service) ->
            models.put(model.id(), service.slot().state().status(clock.instant(), maxAge).id()));
    return Reply.json(ready ? 200 : 503, body);
  }
}
