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
 * How a runtime runs; built with {@link #of(Role, Path)}.
 *
 * @param host what to listen on; any but a loopback address needs a token file
 * @param port 0 picks a free one
 * @param aliases files to read instead of {@code <modelsDirectory>/<alias>}
 * @param controlPort answers reload, metrics and status on the loopback address, and {@code port}
 *     then scores only; empty where {@code port} answers everything
 * @param unixSocket answers what {@code port} answers, for clients of this machine
 * @param tokenFile holds the secret that every POST must bring
 * @param verifyKey public key with which every model file must be signed; empty where any may serve
 * @param allowedHosts names by which this runtime is reached, beside loopback and {@code host}
 * @param maxAge a served version created longer ago than this is degraded
 * @param refuseExpired whether such a version stops answering
 * @param watchInterval between two looks at the aliases; empty when they are not watched
 * @param accessLog whether every request gets a line in the log
 * @param requestTimeout from a request's first byte to its answer's last
 * @param drainTimeout how long {@code close} waits for requests under way
 * @param log receives messages for the operator, one line each
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

  /** The role's own port on loopback, watching, silent, on the system's clock. */
  public static Builder of(Role role, Path modelsDirectory) {
    return new Builder(role, modelsDirectory);
  }

  /** The file that this model is read from. */
  public Path aliasOf(ModelName model) {
    return aliases.getOrDefault(model, modelsDirectory.resolve(model.aliasFile()));
  }

  /** Not thread-safe. */
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

    /** Adds to the files given so far; the last word on a model counts. */
    public Builder aliases(Map<ModelName, Path> value) {
      aliases.putAll(value);
      return this;
    }

    /** Adds what {@code PROMOTE_<MODEL>_ALIAS} says, so that promote and serve mean one file. */
    public Builder aliasesFromEnvironment(Map<String, String> environment) {
      for (ModelName model : ModelName.all()) {
        String path = environment.getOrDefault(model.environmentName("ALIAS"), "");
        if (!path.isBlank()) {
          aliases.put(model, Path.of(path));
        }
      }
      return this;
    }

    /** 0 takes a free one; null is none. */
    public Builder controlPort(Integer value) {
      controlPort = Optional.ofNullable(value);
      return this;
    }

    /** Null is none. */
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
