package ratchet.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.UsageException;
import ratchet.model.VerifyKey;
import ratchet.runtime.http.HttpServer;
import ratchet.runtime.http.HttpSettings;

/**
 * A running model server: it has tried to load every alias, has warmed up, and listens.
 *
 * <pre>{@code
 * try (RuntimeServer server = RuntimeServer.start(
 *     RuntimeOptions.of(Role.EXECUTOR, Path.of("models")).port(0).build())) {
 *   server.uri(); // http://127.0.0.1:40123
 * }
 * }</pre>
 *
 * <p>Thread-safe. {@link #close()} answers the requests in progress before it stops.
 */
public final class RuntimeServer implements AutoCloseable {
  /** Time between two checks of the token file and of models that may have expired. */
  private static final long HOUSEKEEPING_MS = 500;

  private final RuntimeOptions options;
  private final Map<ModelName, ModelService> services = new LinkedHashMap<>();
  private final HttpServer http;
  private final InetSocketAddress address;
  private final Optional<InetSocketAddress> controlAddress;
  private final Optional<AliasWatch> watch;
  private final ScheduledExecutorService background;
  private final StatusLog statusLog;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Starts a runtime. A model that cannot be loaded does not stop it: see {@link #models()}.
   *
   * @throws InputException when the models folder does not exist, an address is in use, or the
   *     token file or the verify key cannot be read or is not valid
   * @throws UsageException when a port, a host or an allowed host is not valid, or when other
   *     machines can reach the host and there is no token file
   */
  public static RuntimeServer start(RuntimeOptions options) {
    if (!Files.isDirectory(options.modelsDirectory())) {
      throw new InputException(
          "models folder " + options.modelsDirectory() + " does not exist",
          "create it, or name another one with --models-dir");
    }
    InetSocketAddress address = listenAddress(options.host(), options.port());
    Optional<InetSocketAddress> control =
        options.controlPort().map(port -> listenAddress(RuntimeOptions.LOOPBACK, port));
    Consumer<String> log = LogLines.printable(options.log());
    Optional<TokenFile> token = options.tokenFile().map(file -> TokenFile.read(file, log));
    if (!address.getAddress().isLoopbackAddress() && token.isEmpty()) {
      throw new UsageException(
          "host "
              + options.host()
              + " can be reached from other machines, and anyone there could reload models",
          "give a secret with --token-file, or listen on 127.0.0.1");
    }
    RequestGuard guard = new RequestGuard(options.host(), options.allowedHosts(), token);
    Optional<VerifyKey> key = options.verifyKey().map(RuntimeServer::readKey);
    HttpServer http =
        new HttpServer(
            HttpSettings.of(
                options.requestTimeout(), options.drainTimeout(), options.accessLog(), log));
    try {
      return new RuntimeServer(options, http, address, control, guard, token, key, log);
    } catch (RuntimeException e) {
      http.close();
      throw e;
    }
  }

  private RuntimeServer(
      RuntimeOptions options,
      HttpServer http,
      InetSocketAddress wanted,
      Optional<InetSocketAddress> control,
      RequestGuard guard,
      Optional<TokenFile> token,
      Optional<VerifyKey> key,
      Consumer<String> log) {
    this.options = options;
    this.http = http;
    this.statusLog = new StatusLog(options.clock(), options.maxAge(), log);
    List<ModelSlot> slots = new ArrayList<>();
    options.role().models().forEach(model -> slots.add(slot(model, key)));
    RuntimeMetrics metrics = new RuntimeMetrics(slots, options.clock(), options.maxAge());
    slots.forEach(slot -> services.put(slot.model(), service(slot, metrics)));
    this.background = Executors.newScheduledThreadPool(2, RuntimeServer::daemon);
    Routes routes =
        new Routes(
            options.role(),
            Collections.unmodifiableMap(services),
            metrics,
            options.clock(),
            options.maxAge(),
            options.refuseExpired(),
            background,
            http::isDraining);
    // all addresses are bound before any model is loaded: a wrong address is reported at once
    this.address =
        http.listen(wanted, control.isEmpty() ? routes.all(guard) : routes.scores(guard));
    this.controlAddress =
        control.map(loopback -> http.listenForControl(loopback, routes.control(guard)));
    options
        .unixSocket()
        .ifPresent(
            file ->
                http.listenOnUnixSocket(
                    file, control.isEmpty() ? routes.all(guard) : routes.scores(guard)));
    slots.forEach(slot -> statusLog.reloaded(slot, slot.reload(Reload.Trigger.START)));
    WarmUp.network(served());
    http.open();
    this.watch =
        options
            .watchInterval()
            .map(interval -> new AliasWatch(slots, interval, statusLog::reloaded));
    background.scheduleWithFixedDelay(
        () -> {
          token.ifPresent(TokenFile::refresh);
          slots.forEach(statusLog::check);
        },
        HOUSEKEEPING_MS,
        HOUSEKEEPING_MS,
        TimeUnit.MILLISECONDS);
  }

  /** The port that it listens on; the actual one when the option was 0. */
  public int port() {
    return address.getPort();
  }

  /** The address for scores, e.g. {@code http://127.0.0.1:4011}. */
  public URI uri() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + port());
  }

  /** The address of the control port (reload, metrics, status); empty when there is none. */
  public Optional<URI> controlUri() {
    return controlAddress.map(
        control -> URI.create("http://" + RuntimeOptions.LOOPBACK + ":" + control.getPort()));
  }

  /** The options that it was started with. */
  public RuntimeOptions options() {
    return options;
  }

  /** The current state of each model, in the role's order. */
  public Map<ModelName, SlotState> models() {
    Map<ModelName, SlotState> states = new LinkedHashMap<>();
    services.forEach((model, service) -> states.put(model, service.slot().state()));
    return states;
  }

  /** Starts a reload of every alias, like a reload request, and does not wait for it. */
  public void reload(Reload.Trigger trigger) {
    services.values().forEach(service -> service.reloads().reload(trigger));
  }

  /** The slot of a model of the role. */
  ModelSlot slot(ModelName model) {
    return services.get(model).slot();
  }

  /** Stops listening, answers the requests in progress, and returns; idempotent. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    watch.ifPresent(AliasWatch::close);
    http.close();
    background.shutdownNow();
    services
        .values()
        .forEach(
            service -> {
              service.reloads().close();
              service.slot().close();
            });
  }

  /**
   * Resolves the address to listen on; opens nothing.
   *
   * @throws UsageException for a port that does not exist or a host that is unknown
   */
  private static InetSocketAddress listenAddress(String host, int port) {
    if (port < 0 || port > 65535) {
      throw new UsageException(
          "port " + port + " does not exist", "choose one from 0 (any) to 65535");
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new UsageException("host " + host + " is unknown", "use an address of this machine", e);
    }
  }

  private ModelSlot slot(ModelName model, Optional<VerifyKey> key) {
    return new ModelSlot(
        model,
        options.aliasOf(model),
        options.clock(),
        key,
        new BoundedReads(model.id(), BoundedReads.TIMEOUT),
        candidate -> WarmUp.score(model, candidate));
  }

  private ModelService service(ModelSlot slot, RuntimeMetrics metrics) {
    ScoreStatistics statistics = new ScoreStatistics();
    metrics.registerScores(slot.model(), statistics);
    ScoreService scores =
        new ScoreService(
            slot.model(),
            slot::state,
            statistics,
            nanos -> metrics.recordScore(slot.model(), nanos),
            options.clock(),
            options.maxAge(),
            options.refuseExpired());
    ReloadQueue reloads = new ReloadQueue(slot, statusLog::reloaded);
    return new ModelService(slot, reloads, scores, statistics);
  }

  private Map<ModelName, ServedModel> served() {
    Map<ModelName, ServedModel> served = new EnumMap<>(ModelName.class);
    services.forEach(
        (model, service) ->
            service.slot().state().serving().ifPresent(version -> served.put(model, version)));
    return served;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "serve-background");
    thread.setDaemon(true);
    return thread;
  }

  private static VerifyKey readKey(Path file) {
    try {
      return VerifyKey.read(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new InputException(
          "key file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")",
          "name the public half of the key that promote signs with",
          e);
    }
  }
}
