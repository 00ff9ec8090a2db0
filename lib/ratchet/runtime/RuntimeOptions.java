package ratchet.runtime;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;

/**
 * Options of a runtime. Start with {@link #of(Role, Path)}.
 *
 * @param host name or address to listen on, {@value #LOOPBACK} by default; any address other than
 *     loopback requires a token file
 * @param port port to listen on, by default the role's; 0 takes a free port
 * @param aliases per model, the file to read instead of {@code <modelsDirectory>/<alias>}
 * @param controlPort port on the loopback address for reload, metrics and status; {@code port} then
 *     answers only scores and health. Empty when {@code port} answers everything
 * @param unixSocket file of a Unix domain socket that answers what {@code port} answers, for
 *     clients on this machine
 * @param tokenFile file with the secret that every POST must send
 * @param verifyKey file of the public key that verifies the signature of every model file; empty
 *     when unsigned files may serve
 * @param allowedHosts further host names by which clients reach this runtime, beside loopback and
 *     {@code host}
 * @param maxAge a version created longer ago than this is expired: its status is degraded
 * @param refuseExpired whether scores of an expired version are refused; false by default
 * @param watchInterval time between two checks of the aliases, 500 ms by default; empty when they
 *     are not watched
 * @param accessLog whether every request is logged; false by default
 * @param requestTimeout limit from a request's first byte to the last byte of its answer, 10 s by
 *     default
 * @param drainTimeout how long {@code close} waits for requests in progress, 10 s by default
 * @param log receives messages for the operator, one line each; discards them by default
 */
public record RuntimeOptions(
    Role role,
    String host,
    int port,
    Path modelsDirectory,
    Map<ModelName, Path> aliases,
    Optional<Integer> controlPort,
    Optional<Path> unixSocket,
    Optional<Path> tokenFile,
    Optional<Path> verifyKey,
    Set<String> allowedHosts,
    Duration maxAge,
    boolean refuseExpired,
    Optional<Duration> watchInterval,
    boolean accessLog,
    Duration requestTimeout,
    Duration drainTimeout,
    Clock clock,
    Consumer<String> log) {
  public static final String LOOPBACK = "127.0.0.1";
  public static final Duration DEFAULT_MAX_AGE = ModelHeader.LONGEST_SERVED;
  public static final Duration DEFAULT_WATCH_INTERVAL = Duration.ofMillis(500);

  public RuntimeOptions {
    aliases = Map.copyOf(aliases);
    allowedHosts = Set.copyOf(allowedHosts);
  }

  /** The defaults: the role's port on loopback, aliases watched, no log, the system clock. */
  public static Builder of(Role role, Path modelsDirectory) {
    return new Builder(role, modelsDirectory);
  }

  /** The alias file of this model. */
  public Path aliasOf(ModelName model) {
    return aliases.getOrDefault(model, modelsDirectory.resolve(model.aliasFile()));
  }

  /** Collects options; see {@link RuntimeOptions} for each. Not thread-safe. */
  public static final class Builder {
    private final Role role;
    private final Path modelsDirectory;
    private String host = LOOPBACK;
    private int port;
    private final Map<ModelName, Path> aliases = new EnumMap<>(ModelName.class);
    private Optional<Integer> controlPort = Optional.empty();
    private Optional<Path> unixSocket = Optional.empty();
    private Optional<Path> tokenFile = Optional.empty();
    private Optional<Path> verifyKey = Optional.empty();
    private Set<String> allowedHosts = Set.of();
    private Duration maxAge = DEFAULT_MAX_AGE;
    private boolean refuseExpired;
    private Optional<Duration> watchInterval = Optional.of(DEFAULT_WATCH_INTERVAL);
    private boolean accessLog;
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration drainTimeout = Duration.ofSeconds(10);
    private Clock clock = Clock.systemUTC();
    private Consumer<String> log = line -> {};

    private Builder(Role role, Path modelsDirectory) {
      this.role = role;
      this.port = role.defaultPort();
      this.modelsDirectory = modelsDirectory;
    }

    public Builder host(String value) {
      host = value;
      return this;
    }

    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Adds alias files; a later file for the same model replaces an earlier one. */
    public Builder aliases(Map<ModelName, Path> value) {
      aliases.putAll(value);
      return this;
    }

    /**
     * Adds the files that {@code PROMOTE_<MODEL>_ALIAS} names, so that promote and serve use the
     * same file.
     */
    public Builder aliasesFromEnvironment(Map<String, String> environment) {
      for (ModelName model : ModelName.all()) {
        String path = environment.getOrDefault(model.environmentName("ALIAS"), "");
        if (!path.isBlank()) {
          aliases.put(model, Path.of(path));
        }
      }
      return this;
    }

    /** 0 takes a free port; null means no control port. */
    public Builder controlPort(Integer value) {
      controlPort = Optional.ofNullable(value);
      return this;
    }

    /** Null means no Unix domain socket. */
    public Builder unixSocket(Path value) {
      unixSocket = Optional.ofNullable(value);
      return this;
    }

    public Builder tokenFile(Path value) {
      tokenFile = Optional.ofNullable(value);
      return this;
    }

    public Builder verifyKey(Path value) {
      verifyKey = Optional.ofNullable(value);
      return this;
    }

    public Builder allowedHosts(Set<String> value) {
      allowedHosts = value;
      return this;
    }

    public Builder maxAge(Duration value) {
      maxAge = value;
      return this;
    }

    public Builder refuseExpired(boolean value) {
      refuseExpired = value;
      return this;
    }

    public Builder watchInterval(Duration value) {
      watchInterval = Optional.of(value);
      return this;
    }

    public Builder withoutWatch() {
      watchInterval = Optional.empty();
      return this;
    }

    public Builder accessLog(boolean value) {
      accessLog = value;
      return this;
    }

    public Builder requestTimeout(Duration value) {
      requestTimeout = value;
      return this;
    }

    public Builder drainTimeout(Duration value) {
      drainTimeout = value;
      return this;
    }

    public Builder clock(Clock value) {
      clock = value;
      return this;
    }

    public Builder log(Consumer<String> value) {
      log = value;
      return this;
    }

    public RuntimeOptions build() {
      return new RuntimeOptions(
          role,
          host,
          port,
          modelsDirectory,
          aliases,
          controlPort,
          unixSocket,
          tokenFile,
          verifyKey,
          allowedHosts,
          maxAge,
          refuseExpired,
          watchInterval,
          accessLog,
          requestTimeout,
          drainTimeout,
          clock,
          log);
    }
  }
}
