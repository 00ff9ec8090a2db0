///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.alias.java
//SOURCES ../lib/cli.reload.java
//SOURCES ../lib/cli.watch.java
//SOURCES ../lib/model.java
//SOURCES ../lib/promote.reload.java
//SOURCES ../lib/store.java
//SOURCES ../lib/watch.java
//DESCRIPTION Compare versions on probation with their predecessors on new outcomes; take a worse one back.

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.LogOptions;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.alias.AliasOptions;
import ratchet.cli.alias.SigningOptions;
import ratchet.cli.reload.NotifyOptions;
import ratchet.cli.reload.ReloadOptions;
import ratchet.cli.watch.WatchLoop;
import ratchet.cli.watch.WatchOptions;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadClient;
import ratchet.store.LedgerAuthor;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;
import ratchet.watch.LoggedSource;
import ratchet.watch.WatchRun;

@Command(
    name = "watch",
    description = {
      "Scores the contexts that were logged since a promotion with the live version and with its"
          + " predecessor, and compares both on the same outcomes. The interval is valid at every"
          + " look. It never promotes. Exit 3 when a version is worse.",
      "One line per model: WATCH fillnet=on_probation outcomes=120"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw watch --once               one look at every model, for cron and CI",
      "  ./jbangw watch fillnet --rollback   until outcomes decide, 24 h at most",
      "  ./jbangw watch --every 5m --for 48h --metrics-file watch.prom"
    })
final class WatchCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private LogOptions database;
  @Mixin private AliasOptions aliases;
  @Mixin private ReloadOptions reload;
  @Mixin private SigningOptions signing;
  @Mixin private NotifyOptions notify;
  @Mixin private WatchOptions watch;

  @Parameters(
      paramLabel = "MODEL",
      description = "fillnet, alpha, rugguard, survival; default all.")
  private List<ModelName> names = new ArrayList<>();

  public static void main(String... args) {
    System.exit(Cli.execute(new WatchCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    notify.check(console);
    List<ModelName> chosen = names.isEmpty() ? ModelName.all() : names;
    Map<ModelName, List<URI>> targets = reload.targets(chosen);
    ModelPaths paths = aliases.paths(models.directory()).existing();
    watch.check(paths);
    PromotionSettings settings =
        new PromotionSettings(
                paths, targets, aliases.lockTimeout(), false, false, LedgerAuthor.of("watch"))
            .signedWith(signing.key());
    try (ReloadClient client = reload.client(targets, console)) {
      WatchRun run =
          new WatchRun(
              settings,
              watch.watch(),
              new LoggedSource(settings.paths(), database.files()),
              reload.reloader(client, console),
              Clock.systemUTC(),
              console::warn);
      WatchLoop loop =
          new WatchLoop(
              run,
              watch,
              Clock.systemUTC(),
              console,
              result ->
                  notify.post(
                      "watch",
                      List.of(result.toJson()),
                      Clock.systemUTC().instant(),
                      settings.author(),
                      console));
      ExitCode exit = loop.run(chosen);
      console.document("watch", exit, loop.toJson());
      loop.worse()
          .ifPresentOrElse(
              model -> console.next("rollback " + model.id(), "restore the predecessor"),
              () -> console.next("history", "the live versions, and what outcomes decided"));
      return exit;
    }
  }
}
