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
 * A running runtime: it has loaded what there was to load, is warm, and listens.
 *
 * <pre>{@code
 * try (RuntimeServer server = RuntimeServer.start(
 *     RuntimeOptions.of(Role.EXECUTOR, Path.of("models")).port(0).build())) {
 *   server.uri(); // http://127.0.0.1:40123
 * }
 * }</pre>
 *
 * <p>Thread-safe. {@link #close()} answers what is under way and then goes.
 */
public final class RuntimeServer implements AutoCloseable {
  /** Between two looks at the token file, and at what a clock changes. */
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
   * @throws InputException when the models folder is not there, an address is taken or unknown, or
   *     it can be reached from other machines and there is no token file, or the verify key is none
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
    // every address is taken before anything is loaded: a mistake shows at once
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
          slots.forEach(statusLog::look);
        },
        HOUSEKEEPING_MS,
        HOUSEKEEPING_MS,
        TimeUnit.MILLISECONDS);
  }

  /** The port that it listens on, also where 0 was asked for. */
  public int port() {
    return address.getPort();
  }

  /** E.g. {@code http://127.0.0.1:4011}. */
  public URI uri() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + port());
  }

  /** Where reload, metrics and status are answered, where scores are not. */
  public Optional<URI> controlUri() {
    return controlAddress.map(
        control -> URI.create("http://" + RuntimeOptions.LOOPBACK + ":" + control.getPort()));
  }

  /** What it was started with. */
  public RuntimeOptions options() {
    return options;
  }

  /** What serves now, by model, in the role's order. */
  public Map<ModelName, SlotState> models() {
    Map<ModelName, SlotState> states = new LinkedHashMap<>();
    services.forEach((model, service) -> states.put(model, service.slot().state()));
    return states;
  }

  /** Loads every alias again, as a request to reload would, without waiting for it. */
  public void reload(Reload.Trigger trigger) {
    services.values().forEach(service -> service.reloads().reload(trigger));
  }

  /** The place of a model that it serves. */
  ModelSlot slot(ModelName model) {
    return services.get(model).slot();
  }

  /** Stops listening, answers what is under way, and returns; idempotent. */
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
   * The address that a runtime is to listen on, before anything is opened.
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
