///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/Ratchet.java
//DESCRIPTION Judges each candidate, makes those that pass live, reloads their runtimes, and takes back what is not confirmed.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ratchet.cli.AliasOptions;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.DatabaseOptions;
import ratchet.cli.ExitCode;
import ratchet.cli.GateOptions;
import ratchet.cli.HookOptions;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.PromoteConsole;
import ratchet.cli.PromoteFiles;
import ratchet.cli.ReloadOptions;
import ratchet.cli.SigningOptions;
import ratchet.gate.GateBook;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.LedgerAuthor;
import ratchet.promote.PromoteReport;
import ratchet.promote.Promotion;
import ratchet.promote.PromotionSettings;
import ratchet.promote.ReloadClient;

@Command(
    name = "promote",
    description = {
      "Reads each candidate once, holds it against the gates and the hooks (backtest, ope), copies"
          + " it over its alias in one step, and makes its runtimes reload. What a runtime does not"
          + " confirm is taken back.",
      "One line per model: PROMOTE fillnet=ok reason=… reload=ok(200) sha256=…"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  promote                        all four models",
      "  promote alpha --dry-run        what would happen; touches nothing",
      "  promote --explain-gates        the rules that decide",
      "  promote --together alpha,fillnet   both go live, or neither",
      "  promote --metrics-file promote.prom --junit promote.xml   for cron and CI",
      "  promote fillnet --reload-url \\",
      "      fillnet=http://10.0.0.7:4011/control/reload-models"
    })
final class Promote implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private DatabaseOptions database;
  @Mixin private AliasOptions aliases;
  @Mixin private GateOptions gates;
  @Mixin private HookOptions hooks;
  @Mixin private ReloadOptions reload;
  @Mixin private SigningOptions signing;
  @Mixin private PromoteFiles files;

  @Parameters(
      paramLabel = "MODEL",
      description = "alpha, fillnet, rugguard, survival; default all.")
  private List<ModelName> names = new ArrayList<>();

  @Option(names = "--explain-gates", description = "Print the rules that decide, and do nothing.")
  private boolean explainGates;

  @Option(names = "--dry-run", description = "Judge, and touch nothing: no file, no runtime.")
  private boolean dryRun;

  @Option(
      names = "--keep-on-reload-failure",
      description = "Leave the new alias in place although a runtime did not confirm it (exit 5).")
  private boolean keep;

  @Option(
      names = "--together",
      paramLabel = "MODEL",
      split = ",",
      description =
          "These go live all or none: alpha,fillnet. Without further MODELs, these alone.")
  private List<ModelName> together = new ArrayList<>();

  public static void main(String... args) {
    System.exit(Cli.execute(new Promote(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    GateBook book = gates.book();
    if (explainGates) {
      return explain(console, book);
    }
    List<ModelName> chosen = chosen();
    Map<ModelName, List<URI>> targets = reload.targets(chosen);
    files.check();
    PromoteConsole listener = new PromoteConsole(console, dryRun, output.isVerbose());
    try (ReloadClient client = reload.client(targets, console)) {
      PromoteReport report =
          new Promotion(
                  settings(chosen, targets),
                  book,
                  gates.evidence(database.file(), aliases.paths(models.directory())),
                  hooks.hooks(database.file(), aliases.paths(models.directory()), console),
                  reload.reloader(client, console),
                  Clock.systemUTC(),
                  listener)
              .run(chosen);
      ExitCode exit = PromoteConsole.exit(report).or(files.write(report, console));
      console.document("promote", exit, report.toJson());
      listener.next(report);
      return exit;
    }
  }

  private List<ModelName> chosen() {
    Set<ModelName> all = new LinkedHashSet<>(together);
    all.addAll(names);
    return all.isEmpty() ? ModelName.all() : List.copyOf(all);
  }

  private PromotionSettings settings(List<ModelName> chosen, Map<ModelName, List<URI>> targets) {
    String command = "promote " + String.join(" ", chosen.stream().map(ModelName::id).toList());
    return new PromotionSettings(
            aliases.paths(models.directory()),
            targets,
            aliases.lockTimeout(),
            dryRun,
            keep,
            List.copyOf(new LinkedHashSet<>(together)),
            LedgerAuthor.of(command))
        .signedWith(signing.key());
  }

  private ExitCode explain(Console console, GateBook book) {
    console.result("gates: " + gates.source());
    book.explanation().forEach(console::result);
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("source", gates.source());
    fields.set("gates", book.json());
    console.document("promote", ExitCode.DONE, fields);
    console.next("promote --dry-run", "hold the candidates against them");
    return ExitCode.DONE;
  }
}
