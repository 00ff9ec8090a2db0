///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/model.java
//SOURCES ../lib/runtime.java
//DESCRIPTION Serves the promoted models over HTTP: scores, hot reload, metrics and a status page.

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.Settings;
import ratchet.model.ModelName;
import ratchet.runtime.LogLines;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeProcess;
import ratchet.runtime.RuntimeServer;
import ratchet.runtime.StartReport;

@Command(
    name = "serve",
    description = {
      "Serves the models whose aliases are in the models folder, until it is stopped.",
      "POST /score, POST /control/reload-models, GET /metrics, /healthz, /readyz, and a page at /."
    },
    footer = {
      "%nExamples:",
      "  serve --role executor                     # FillNet on 127.0.0.1:4011",
      "  serve --role alpha-ranker --port 0        # Alpha on a free port, which is printed",
      "  serve --role all --host 0.0.0.0 --token-file token --allowed-host models.example",
      "  serve --verify-key serve.pub              # only signed versions, none older than the"
          + " last",
      "  serve --control-port 4012                 # reload and metrics on a separate port",
      "  serve --unix-socket /run/ratchet/score    # also for a bot on the same host",
      "  curl -d '{\"lpSol\": 32, \"slippageBps\": 120}' http://127.0.0.1:4011/score"
    })
final class ServeCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;

  @Option(
      names = "--role",
      defaultValue = "executor",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Role role;

  @Option(
      names = "--host",
      defaultValue = RuntimeOptions.LOOPBACK,
      description =
          "Address to listen on; any but loopback needs --token-file (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(names = "--port", description = "0 takes a free one (default: 4011; alpha-ranker 4021).")
  private Integer port;

  @Option(
      names = "--control-port",
      paramLabel = "PORT",
      description = {
        "Answer reload, metrics and status on this loopback port, and scores only on --port.",
        "0 takes a free one."
      })
  private Integer controlPort;

  @Option(
      names = "--unix-socket",
      paramLabel = "FILE",
      description = "Answer on this Unix domain socket too, for clients of the same machine.")
  private Path unixSocket;

  @Option(
      names = "--alias",
      paramLabel = "MODEL=FILE",
      description = "Read this model from another file (env PROMOTE_<MODEL>_ALIAS).")
  private Map<ModelName, Path> aliases = Map.of();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Require this file's content as bearer token of every POST.")
  private Path tokenFile;

  @Option(
      names = "--verify-key",
      paramLabel = "FILE",
      description =
          "Serve only versions that promote --sign-key signed; FILE is the public key, PEM.")
  private Path verifyKey;

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      description = "Accept requests for this host name as well (Host header); repeatable.")
  private Set<String> allowedHosts = Set.of();

  @Option(
      names = "--max-age",
      defaultValue = "10d",
      description = "A model older than this is degraded (default: ${DEFAULT-VALUE}).")
  private Duration maxAge;

  @Option(
      names = "--refuse-expired",
      description = "Answer 503 without scores for a model that is older than --max-age.")
  private boolean refuseExpired;

  @Option(names = "--no-watch", description = "Reload only on request, not when an alias changes.")
  private boolean noWatch;

  @Option(names = "--access-log", description = "Print a line on stderr for every request.")
  private boolean accessLog;

  public static void main(String... args) {
    System.exit(Cli.execute(new ServeCommand(), args));
  }

  @Override
  public ExitCode call() throws InterruptedException {
    Console console = output.console();
    RuntimeOptions.Builder options =
        RuntimeOptions.of(role, models.existing())
            .host(host)
            .port(port == null ? role.defaultPort() : port)
            .controlPort(controlPort)
            .unixSocket(unixSocket)
            .accessLog(accessLog)
            .aliasesFromEnvironment(Settings.here().environment())
            .aliases(aliases)
            .tokenFile(tokenFile)
            .verifyKey(verifyKey)
            .allowedHosts(allowedHosts)
            .maxAge(maxAge)
            .refuseExpired(refuseExpired)
            .log(LogLines.timed(Clock.systemUTC(), console::say));
    RuntimeProcess.run(
        (noWatch ? options.withoutWatch() : options).build(), server -> announce(server, console));
    return ExitCode.DONE;
  }

  private static void announce(RuntimeServer server, Console console) {
    console.result(StartReport.line(server));
    console.document("serve", ExitCode.DONE, StartReport.document(server));
    boolean isLive =
        server.models().values().stream().anyMatch(model -> model.serving().isPresent());
    String what = server.options().role() == Role.ALL ? "" : names(server);
    console.next(
        (isLive ? "reload" : "promote") + what + addresses(server),
        "in another terminal: "
            + (isLive ? "ask it to load the live version" : "this runtime confirms promotions"));
  }

  private static String names(RuntimeServer server) {
    return server.models().keySet().stream()
        .map(model -> " " + model.id())
        .collect(Collectors.joining());
  }

  /** Where it answers, unless that is where it would be asked anyway. */
  private static String addresses(RuntimeServer server) {
    String url = server.controlUri().orElse(server.uri()).resolve(ModelName.RELOAD_PATH).toString();
    return server.models().keySet().stream()
        .filter(
            model ->
                Settings.here().reloadUrl(model).filter(at -> at.text().contains(url)).isEmpty())
        .map(model -> " --reload-url " + model.id() + "=" + url)
        .collect(Collectors.joining());
  }
}
