///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.promotion.java
//SOURCES ../lib/gate.java
//SOURCES ../lib/logs.java
//SOURCES ../lib/model.java
//SOURCES ../lib/promote.java
//DESCRIPTION Judges each candidate, makes those that pass live, reloads their runtimes, and takes back what is not confirmed.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.LogOptions;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.RunRecord;
import ratchet.cli.promotion.GateOptions;
import ratchet.cli.promotion.PromoteConsole;
import ratchet.cli.promotion.PromotionOptions;
import ratchet.gate.GateRules;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.DataFindings;
import ratchet.promote.PromoteReport;

@Command(
    name = "promote",
    description = {
      "Reads each candidate once, evaluates it with the gates and the hooks (backtest, ope),"
          + " replaces its alias in one step, and asks its runtimes to reload. A promotion that a"
          + " runtime does not confirm is rolled back.",
      "One line per model: PROMOTE fillnet=ok reason=… reload=ok(200) sha256=…",
      "reload=ok(200) unverified: the runtime answers ok, but neither its reply nor its /metrics"
          + " names the version that it serves (see --verify-scores)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  promote                        all four models",
      "  promote alpha --dry-run        what would happen; changes nothing",
      "  promote --explain-gates alpha  the rules that decide",
      "  promote --together alpha,fillnet   both go live, or neither",
      "  promote --metrics-file promote.prom --junit promote.xml   for cron and CI",
      "  promote fillnet --reload-url \\",
      "      fillnet=http://10.0.0.7:4011/control/reload-models"
    })
final class PromoteCommand implements Callable<ExitCode>, RunRecord.Rehearsable {
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private LogOptions database;
  @Mixin private PromotionOptions promotion;

  @Parameters(
      paramLabel = "MODEL",
      description = "alpha, fillnet, rugguard, survival; default all.")
  private List<ModelName> names = new ArrayList<>();

  @Option(
      names = "--explain-gates",
      description = "Print the rules that decide on the MODELs, and end.")
  private boolean explainGates;

  @Option(names = "--dry-run", description = "Evaluate only; change no file and ask no runtime.")
  private boolean dryRun;

  @Option(
      names = "--together",
      paramLabel = "MODEL",
      split = ",",
      description =
          "Promote all of these models or none, e.g. alpha,fillnet. Without MODELs, only these.")
  private List<ModelName> together = new ArrayList<>();

  public static void main(String... args) {
    System.exit(Cli.execute(new PromoteCommand(), args));
  }

  @Override
  public boolean isRehearsal() {
    return dryRun || explainGates;
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    if (explainGates) {
      return explain(console, promotion.judges().gates(), chosen());
    }
    List<ModelName> chosen = chosen();
    String command = "promote " + String.join(" ", chosen.stream().map(ModelName::id).toList());
    Clock clock = Clock.systemUTC();
    LogFiles log = database.files();
    PromoteConsole listener = new PromoteConsole(console, dryRun, output.isVerbose());
    PromoteReport report =
        promotion.run(
            new PromotionOptions.Task(
                chosen,
                List.copyOf(new LinkedHashSet<>(together)),
                dryRun,
                command,
                DataFindings.ofChecks(log, clock)),
            log,
            promotion.judges().paths(models.existing()),
            clock,
            console,
            listener);
    ExitCode exit = promotion.write(report, console);
    console.document("promote", exit, report.toJson());
    listener.next(report);
    return exit;
  }

  private List<ModelName> chosen() {
    Set<ModelName> all = new LinkedHashSet<>(together);
    all.addAll(names);
    return all.isEmpty() ? ModelName.all() : List.copyOf(all);
  }

  private static ExitCode explain(Console console, GateOptions gates, List<ModelName> models) {
    GateRules gateRules = gates.gateRules();
    console.result("gates: " + gates.source());
    gateRules.explanation(models).forEach(console::result);
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("source", gates.source());
    fields.set("gates", gateRules.json());
    console.document("promote", ExitCode.DONE, fields);
    console.next("promote --dry-run", "evaluate the candidates with them");
    return ExitCode.DONE;
  }
}
