package ratchet.runtime;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.VerifyKey;

/**
 * A running runtime: it has loaded what there was to load, and listens.
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
  private static final int BACKLOG = 512;

  private final RuntimeOptions options;
  private final Map<ModelName, ModelService> services = new LinkedHashMap<>();
  private final WorkerPool workers;
  private final HttpServer http;
  private final Optional<AliasWatch> watch;
  private final Drain drain = new Drain();
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @throws InputException when the models folder is not there, the address is taken or unknown, or
   *     it can be reached from other machines and there is no token file, or the verify key is none
   */
  public static RuntimeServer start(RuntimeOptions options) {
    HttpLimits.apply();
    if (!Files.isDirectory(options.modelsDirectory())) {
      throw new InputException(
          "models folder " + options.modelsDirectory() + " does not exist",
          "create it, or name another one with --models-dir");
    }
    InetSocketAddress address = address(options);
    Optional<AccessToken> token = options.tokenFile().map(AccessToken::read);
    if (!address.getAddress().isLoopbackAddress() && token.isEmpty()) {
      throw new InputException(
          "host "
              + options.host()
              + " can be reached from other machines, and anyone there could reload models",
          "give a secret with --token-file, or listen on 127.0.0.1");
    }
    Optional<VerifyKey> key = options.verifyKey().map(RuntimeServer::readKey);
    return new RuntimeServer(options, Listener.open(address, BACKLOG), token, key);
  }

  private RuntimeServer(
      RuntimeOptions options,
      HttpServer http,
      Optional<AccessToken> token,
      Optional<VerifyKey> key) {
    this.options = options;
    this.http = http;
    List<ModelSlot> slots = new ArrayList<>();
    for (ModelName model : options.role().models()) {
      ModelSlot slot = new ModelSlot(model, options.aliasOf(model), options.clock(), key);
      slots.add(slot);
      told(slot, slot.reload(Reload.Trigger.START));
    }
    RuntimeMetrics metrics = new RuntimeMetrics(slots, options.clock(), options.maxAge());
    slots.forEach(slot -> services.put(slot.model(), service(slot, metrics)));
    Routes routes =
        new Routes(
            options.role(),
            Collections.unmodifiableMap(services),
            metrics,
            options.clock(),
            options.maxAge(),
            drain::isDraining,
            this::told);
    RequestGuard guard = new RequestGuard(options.host(), options.allowedHosts(), token);
    this.workers = new WorkerPool(HttpLimits.MAX_CONNECTIONS, options.requestTimeout());
    http.createContext("/", new FrontDoor(guard, routes, drain, options.log()));
    http.setExecutor(workers);
    http.start();
    this.watch =
        options.watchInterval().map(interval -> new AliasWatch(slots, interval, this::told));
  }

  /** The port that it listens on, also where 0 was asked for. */
  public int port() {
    return http.getAddress().getPort();
  }

  /** E.g. {@code http://127.0.0.1:4011}. */
  public URI uri() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + port());
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
    drain.stop(http, workers, options.drainTimeout());
    workers.close();
  }

  private ModelService service(ModelSlot slot, RuntimeMetrics metrics) {
    ScoreStatistics statistics = new ScoreStatistics();
    metrics.registerScores(slot.model(), statistics);
    ScoreService scores =
        new ScoreService(
            slot,
            statistics,
            nanos -> metrics.recordScore(slot.model(), nanos),
            options.clock(),
            options.maxAge(),
            options.refuseExpired());
    return new ModelService(slot, scores, statistics);
  }

  /** One line in the log for what changed or failed; nothing for a reload without effect. */
  private void told(ModelSlot slot, SlotState state) {
    ReloadLog.line(slot.model(), state).ifPresent(options.log());
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

  private static InetSocketAddress address(RuntimeOptions options) {
    if (options.port() < 0 || options.port() > 65535) {
      throw new InputException(
          "port " + options.port() + " does not exist", "choose one from 0 (any) to 65535");
    }
    try {
      return new InetSocketAddress(InetAddress.getByName(options.host()), options.port());
    } catch (UnknownHostException e) {
      throw new InputException(
          "host " + options.host() + " is unknown", "use an address of this machine", e);
    }
  }
}
