///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.prepare.java
//SOURCES ../lib/logs.java
//SOURCES ../lib/model.java
//SOURCES ../lib/promote.served.java
//SOURCES ../lib/store.java
//DESCRIPTION Check the machine, then resolve and compile every command once so that later runs start warm and offline.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.LogOptions;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.Progress;
import ratchet.cli.Settings;
import ratchet.cli.prepare.Prerequisite;
import ratchet.cli.prepare.Prerequisites;
import ratchet.cli.prepare.ScriptBuilder;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.served.ServedCandidates;
import ratchet.store.ModelPaths;

@Command(
    name = "prepare",
    description = {
      "Checks Java, write access, disk and ports, then resolves and compiles every command once.",
      "Later runs start fast and need no network. Exit 4 when a command would not work here."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw prepare               check and build",
      "  ./jbangw prepare --check-only  check the machine, build nothing",
      "  jbang prepare@ratchet --json   for a provisioning script"
    })
final class PrepareCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private LogOptions database;
  @Mixin private ModelsOptions models;

  @Option(names = "--check-only", description = "Check the machine, but build nothing.")
  private boolean checkOnly;

  @Option(
      names = "--catalog",
      paramLabel = "FILE",
      description =
          "The catalog whose commands are built (default: jbang-catalog.json in this folder or the"
              + " nearest above; under jbangw its own).")
  private Path catalog;

  public static void main(String... args) {
    System.exit(Cli.execute(new PrepareCommand(), args));
  }

  @Override
  public ExitCode call() throws InterruptedException {
    Console console = output.console();
    List<Prerequisite> checks =
        List.of(
            Prerequisites.java(),
            Prerequisites.sqliteWriteAccess(database.targets().get(0)),
            Prerequisites.modelsWriteAccess(models.directory()),
            Prerequisites.disk(models.directory()),
            Prerequisites.port(4011, "the executor"),
            Prerequisites.port(4021, "the alpha ranker"));
    checks.forEach(check -> console.result(check.line()));
    Map<String, String> environment = System.getenv();
    ModelPaths paths = ModelPaths.of(models.directory(), Map.of(), environment);
    ServedCandidates.of(
            paths,
            environment,
            ModelName.all(),
            LogFiles.of(database.targets(), false, notice -> {}))
        .warnings()
        .forEach(console::warn);
    ObjectNode fields = Json.MAPPER.createObjectNode();
    Map<String, Settings.Value> settings = Settings.taken(database, models);
    settings.forEach((what, value) -> console.result("from  " + value.line(what)));
    settings.forEach(
        (what, value) ->
            fields
                .withArray("settings")
                .addObject()
                .put("name", what)
                .put("value", value.text())
                .put("from", value.source()));
    checks.forEach(check -> fields.withArray("checks").add(check.json()));
    boolean failed = checks.stream().anyMatch(c -> c.status() == Prerequisite.Status.FAIL);
    if (!failed && !checkOnly) {
      build(console).forEach(fields.putArray("built")::add);
    }
    ExitCode exit = failed ? ExitCode.INPUT : ExitCode.DONE;
    console.document("prepare", exit, fields);
    if (failed) {
      console.next(
          checkOnly ? "prepare --check-only" : "prepare",
          "run again, once the failed checks are fixed");
    } else if (database.targets().stream().allMatch(Files::notExists)) {
      console.next("seed_training_data", "generated data, if you have no log of a bot");
    } else {
      console.next("check_training_data", "is the data fit to train on?");
    }
    return exit;
  }

  private List<String> build(Console console) throws InterruptedException {
    List<List<String>> commands =
        Optional.ofNullable(System.getenv("RATCHET_LAUNCHER"))
            .filter(launcher -> catalog == null)
            .map(ScriptBuilder::throughLauncher)
            .orElseGet(() -> ScriptBuilder.throughJbang(Optional.ofNullable(catalog)));
    try (Progress progress = Progress.start(console, "builds", commands.size())) {
      for (List<String> command : commands) {
        console.say("building: " + String.join(" ", command));
        ScriptBuilder.run(command);
        progress.step(1);
      }
    }
    return commands.stream().map(command -> String.join(" ", command)).toList();
  }
}
