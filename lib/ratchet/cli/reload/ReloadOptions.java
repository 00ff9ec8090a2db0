package ratchet.cli.reload;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.cli.Progress;
import ratchet.cli.Settings;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.ReloadSettings;
import ratchet.promote.reload.ReloadToken;
import ratchet.promote.reload.Reloader;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.promote.reload.RolloutPlan;
import ratchet.promote.target.ReloadTargets;

/** The options of reloads: addresses, token and waves. */
public final class ReloadOptions implements Settings.Located {
  @Option(
      names = "--reload-url",
      paramLabel = "MODEL=URL[,URL]",
      description =
          "Reload addresses of the model's runtimes (env PROMOTE_<MODEL>_RELOAD_URL; default: the"
              + " executor on 4011 for fillnet, the ranker on 4021 for alpha; empty means none).")
  private Map<String, String> urls = new LinkedHashMap<>();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "${env:RELOAD_TOKEN_FILE}",
      description = "File with the runtimes' bearer token (env RELOAD_TOKEN_FILE).")
  private Path tokenFile;

  @Option(
      names = "--wave",
      paramLabel = "STEPS",
      defaultValue = "1,100%",
      description =
          "Reload a fleet in waves: 1,25%%,100%% asks one runtime, then a quarter of the fleet,"
              + " then all. It stops at a wave that is not confirmed (default: ${DEFAULT-VALUE}).")
  private String wave;

  @Option(
      names = "--allow-down",
      description = "Do not count a runtime that is not running as a failure.")
  private boolean allowDown;

  /**
   * The reload addresses of each model; an empty list for a model without a runtime.
   *
   * @throws ratchet.model.InputException for an invalid address
   */
  public Map<ModelName, List<URI>> targets(Collection<ModelName> models) {
    Map<ModelName, List<URI>> targets = new EnumMap<>(ModelName.class);
    for (ModelName model : models) {
      targets.put(model, ReloadTargets.of(model, Settings.here().environment(), urls));
    }
    return targets;
  }

  @Override
  public List<String> carried() {
    return urls.entrySet().stream()
        .map(own -> "--reload-url=" + own.getKey() + "=" + own.getValue())
        .toList();
  }

  @Override
  public List<String> locations() {
    return ModelName.all().stream()
        .map(
            model -> {
              String what = "reload " + model.id();
              if (urls.containsKey(model.id())) {
                return what + ": " + urls.get(model.id()) + " (from --reload-url)";
              }
              return Settings.here()
                  .reloadUrl(model)
                  .map(value -> value.line(what))
                  .orElse(what + ": none");
            })
        .toList();
  }

  /**
   * A client for these runtimes; close it.
   *
   * @throws ratchet.model.InputException for a token file without a token
   */
  public ReloadClient client(Map<ModelName, List<URI>> targets, Console console) {
    Map<URI, URI> metrics = new HashMap<>();
    targets.forEach(
        (model, reloadUrls) ->
            metrics.putAll(
                ReloadTargets.metrics(model, reloadUrls, Settings.here().environment())));
    Optional<ReloadToken> token = Optional.ofNullable(tokenFile).map(ReloadToken::read);
    token.map(ReloadToken::warning).filter(warning -> !warning.isEmpty()).ifPresent(console::warn);
    return new ReloadClient(
        ReloadSettings.defaults()
            .withToken(token)
            .withMetricsUrls(metrics)
            .withAllowDown(allowDown),
        console::say);
  }

  /**
   * A reloader that uses this client and the waves of the option, and shows its progress.
   *
   * @throws ratchet.model.InputException when the waves cannot be parsed
   */
  public Reloader reloader(ReloadClient client, Console console) {
    return new WatchedReloader(client, RolloutPlan.parse(wave), console);
  }

  /** Reloads the runtimes of a model and shows the progress. */
  static final class WatchedReloader implements Reloader {
    private final ReloadClient client;
    private final RolloutPlan waves;
    private final Console console;

    WatchedReloader(ReloadClient client, RolloutPlan waves, Console console) {
      this.client = client;
      this.waves = waves;
      this.console = console;
    }

    @Override
    public List<ReloadReply> reload(ModelName model, List<URI> urls, ExpectedModel expected) {
      return ask(model, urls, expected, waves);
    }

    @Override
    public List<ReloadReply> restore(ModelName model, List<URI> urls, ExpectedModel expected) {
      return ask(model, urls, expected, RolloutPlan.allAtOnce());
    }

    private List<ReloadReply> ask(
        ModelName model, List<URI> urls, ExpectedModel expected, RolloutPlan steps) {
      try (Progress runtimes = Progress.start(console, model.id() + " runtimes", urls.size())) {
        return client.reloadAll(model, urls, expected, steps, reply -> runtimes.step(1));
      }
    }
  }
}
