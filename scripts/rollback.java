///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.alias.java
//SOURCES ../lib/cli.reload.java
//SOURCES ../lib/model.java
//SOURCES ../lib/promote.reload.java
//SOURCES ../lib/promote.rollout.java
//SOURCES ../lib/store.java
//DESCRIPTION Bring the previous version of a model back, reload its runtimes and confirm it.

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.alias.AliasOptions;
import ratchet.cli.alias.SigningOptions;
import ratchet.cli.reload.NotifyOptions;
import ratchet.cli.reload.ReloadOptions;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.RollbackRun;
import ratchet.store.LedgerAuthor;
import ratchet.store.PromotionSettings;

@Command(
    name = "rollback",
    description = {
      "Puts the version that was live before the last promotion, or a named one, back over the",
      "alias, reloads and confirms. Reads the history folder and the ledger; needs no database.",
      "A version that is missing, damaged or does not load is passed over for the one before it.",
      "Run twice, it does no more than once.",
      "reload=ok(200) unverified: the runtime says ok, but neither its reply nor its /metrics"
          + " tells",
      "what it serves; reload --verify-scores 2m can find out."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw rollback fillnet",
      "  ./jbangw rollback alpha --to 1a2b3c4d   a version that history shows",
      "  ./jbangw rollback alpha --allow-down    also while the ranker is stopped"
    })
final class RollbackCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private AliasOptions aliases;
  @Mixin private ReloadOptions reload;
  @Mixin private SigningOptions signing;
  @Mixin private NotifyOptions notify;

  @Parameters(paramLabel = "MODEL", description = "fillnet, alpha, rugguard or survival.")
  private ModelName model;

  @Option(
      names = "--to",
      paramLabel = "SHA",
      description = "The version by the first digits of its SHA-256, at least 4.")
  private String version;

  @Option(
      names = "--keep-on-reload-failure",
      description = "Leave the version in place although a runtime did not confirm it.")
  private boolean keep;

  public static void main(String... args) {
    System.exit(Cli.execute(new RollbackCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    notify.check();
    Map<ModelName, List<URI>> targets = reload.targets(List.of(model));
    PromotionSettings settings =
        new PromotionSettings(
                aliases.paths(models.existing()),
                targets,
                aliases.lockTimeout(),
                false,
                keep,
                LedgerAuthor.of(
                    "rollback " + model.id() + (version == null ? "" : " --to " + version)))
            .signedWith(signing.key());
    ModelOutcome outcome;
    try (ReloadClient client = reload.client(targets, console)) {
      outcome =
          new RollbackRun(
                  settings, reload.reloader(client, console), Clock.systemUTC(), console::warn)
              .run(model, Optional.ofNullable(version));
    }
    notify.post(
        "rollback",
        List.of(outcome.toJson()),
        Clock.systemUTC().instant(),
        settings.author(),
        console);
    console.result(outcome.line("ROLLBACK", false));
    outcome.failure().ifPresent(failure -> console.warn(failure.getMessage()));
    ExitCode exit = outcome.failure().map(ExitCode::of).orElse(ExitCode.DONE);
    console.document("rollback", exit, outcome.toJson());
    console.next("history --model " + model.id(), "what was live, and what it can go back to");
    return exit;
  }
}
