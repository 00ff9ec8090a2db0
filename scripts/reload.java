///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.alias.java
//SOURCES ../lib/cli.reload.java
//SOURCES ../lib/model.java
//SOURCES ../lib/promote.reload.java
//SOURCES ../lib/promote.target.java
//SOURCES ../lib/store.java
//DESCRIPTION Ask each runtime to reload its model, and say what it now serves.

import java.net.URI;
import java.time.Instant;
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
import ratchet.cli.TextTable;
import ratchet.cli.alias.AliasOptions;
import ratchet.cli.reload.ReloadOptions;
import ratchet.cli.reload.VerificationOptions;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.ReloadRun;
import ratchet.promote.reload.ReloadVerification;
import ratchet.promote.reload.Reloader;
import ratchet.promote.target.StoppedRuntime;
import ratchet.store.ModelPaths;

@Command(
    name = "reload",
    description = {
      "Asks the runtimes to load the production aliases, and checks which version they then serve.",
      "Changes no file. Exit 5 when a runtime does not confirm.",
      "",
      "ok: the runtime answers ok, and its reply or its /metrics names the version of the alias.",
      "unverified: it answers ok, but neither names a version; accepted (see --verify-scores).",
      "failed: no answer, another answer, or another version. skipped: it was not asked."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw reload                every model that has an alias and a runtime",
      "  ./jbangw reload fillnet --json for a script",
      "  ./jbangw reload alpha --verify-scores 2m",
      "  ./jbangw reload alpha --reload-url alpha=http://10.0.0.7:4021/control/reload-models"
    })
final class ReloadCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private AliasOptions aliases;
  @Mixin private LogOptions database;
  @Mixin private ReloadOptions reload;
  @Mixin private VerificationOptions verification;

  @Parameters(
      arity = "0..*",
      paramLabel = "MODEL",
      description = "fillnet, alpha, rugguard, survival; none named means all.")
  private List<ModelName> named = List.of();

  public static void main(String... args) {
    System.exit(Cli.execute(new ReloadCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    Map<ModelName, List<URI>> targets = reload.targets(named.isEmpty() ? ModelName.all() : named);
    ModelPaths paths = aliases.paths(models.existing());
    ReloadRun run;
    try (ReloadClient client = reload.client(targets, console)) {
      Reloader reloader =
          verification.verifying(
              ReloadVerification::byScores,
              reload.reloader(client, console),
              paths,
              database::files,
              console);
      run = ReloadRun.of(paths, targets, named, client::servedSha256, reloader);
    }
    table(run).lines().forEach(console::result);
    ExitCode exit = run.accepted() ? ExitCode.DONE : ExitCode.UNCONFIRMED;
    for (InputException fault : run.faults()) {
      console.warn(fault.getMessage() + "; " + fault.remedy());
      exit = exit.or(ExitCode.INPUT);
    }
    console.document("reload", exit, run.toJson());
    next(run, exit, targets, console);
    return exit;
  }

  private void next(
      ReloadRun run, ExitCode exit, Map<ModelName, List<URI>> targets, Console console) {
    String models = String.join("", named.stream().map(model -> " " + model.id()).toList());
    if (exit == ExitCode.DONE) {
      console.next("history", "which version is live, since when, and why");
    } else if (run.nothingIsLive()) {
      console.next("promote" + models, "make a candidate live: there is no version to load yet");
    } else if (run.rows().stream().anyMatch(ReloadRun.Row::hasUnreadableAlias)) {
      run.rows().stream()
          .filter(ReloadRun.Row::hasUnreadableAlias)
          .forEach(row -> console.next("rollback " + row.model().id(), "a version that loads"));
    } else {
      run.rows().stream()
          .filter(row -> row.reply().outcome() == ReloadReply.Outcome.FAILED)
          .map(ReloadRun.Row::model)
          .distinct()
          .flatMap(model -> StoppedRuntime.start(model, targets.get(model)).stream())
          .forEach(serve -> console.next(serve, StoppedRuntime.HOW));
      console.next("reload" + models, "run again, once the failures are fixed");
    }
  }

  /** What each runtime served before and serves now, for people. */
  private static TextTable table(ReloadRun run) {
    TextTable table = new TextTable("MODEL", "RUNTIME", "RELOAD", "BEFORE", "NOW", "CREATED", "MS");
    for (ReloadRun.Row row : run.rows()) {
      ReloadReply reply = row.reply();
      table.row(
          row.model().id(),
          reply.url(),
          reply.summary(),
          row.before().map(Digest::abbreviate).orElse(null),
          reply.servedSha256().map(Digest::abbreviate).orElse(null),
          reply.servedEpochSeconds().isPresent()
              ? Instant.ofEpochSecond(reply.servedEpochSeconds().getAsLong()).toString()
              : null,
          Long.toString(reply.milliseconds()));
    }
    return table;
  }
}
