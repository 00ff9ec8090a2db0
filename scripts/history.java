///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.alias.java
//SOURCES ../lib/cli.ledger.java
//SOURCES ../lib/model.java
//SOURCES ../lib/store.java
//DESCRIPTION Show which model version is or was live, since when and why; verify the ledger.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.alias.AliasOptions;
import ratchet.cli.ledger.HistoryTable;
import ratchet.cli.ledger.LedgerQuery;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.LedgerGap;
import ratchet.store.LedgerVerification;
import ratchet.store.ModelPaths;

@Command(
    name = "history",
    description = {
      "Shows the ledger of a models folder: every promotion, refusal and rollback, newest last, and"
          + " the live versions. CREATED is the time at which the version was trained. BY is the"
          + " account, and what started the command: terminal (a person), cron, systemd, ci or"
          + " script. --verbose adds the result of each gate. Changes nothing.",
      "Exit 3 when --verify finds that lines were changed or removed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw history --model fillnet",
      "  ./jbangw history --at 2026-01-31T12:00:00Z   what was live then",
      "  ./jbangw history --since 2026-01-01 --json",
      "  ./jbangw history --verify"
    })
final class HistoryCommand implements Callable<ExitCode> {
  private static final int MOST = 1000;

  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private AliasOptions aliases;

  @Option(names = "--model", paramLabel = "MODEL", description = "Only this model.")
  private ModelName model;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only events at or after it, such as 2026-01-31 or 2026-01-31T12:00:00Z.")
  private Instant since;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Show the versions that were live then.")
  private Instant at;

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "At most the newest N events; 0 shows all. Default: " + MOST + ".")
  private Integer last;

  @Option(names = "--verify", description = "Check the chain of digests from the first line on.")
  private boolean verify;

  public static void main(String... args) {
    System.exit(Cli.execute(new HistoryCommand(), args));
  }

  @Override
  public ExitCode call() {
    if (last != null && last < 0) {
      throw new ParameterException(spec.commandLine(), "--last must be 0 or more, not " + last);
    }
    Console console = output.console();
    ModelPaths paths = aliases.paths(models.existing());
    Ledger ledger = new Ledger(paths.ledger());
    if (verify && ledger.verify() instanceof LedgerVerification.Broken broken) {
      console.result(ledger.file() + " line " + broken.line() + " " + broken.why());
      ObjectNode fields = Json.MAPPER.createObjectNode();
      fields.putArray("events");
      fields.put("verified", false).put("line", broken.line()).put("why", broken.why());
      console.document("history", ExitCode.REFUSED, fields);
      console.next("history --json", "the ledger as it is now; compare it with a backup");
      return ExitCode.REFUSED;
    }
    Optional<String> gap = verify ? LedgerGap.of(paths, ledger) : Optional.empty();
    if (gap.isPresent()) {
      console.result(gap.get());
      ObjectNode fields = Json.MAPPER.createObjectNode();
      fields.putArray("events");
      fields.put("verified", false).put("why", gap.get());
      console.document("history", ExitCode.REFUSED, fields);
      console.next("history", "the live versions; restore the ledger if there is a backup");
      return ExitCode.REFUSED;
    }
    LedgerQuery answer =
        LedgerQuery.of(
            ledger,
            Optional.ofNullable(model),
            Optional.ofNullable(since),
            Optional.ofNullable(at),
            last == null ? MOST : last == 0 ? Integer.MAX_VALUE : last);
    if (last == null && answer.events().size() == MOST) {
      console.warn("only the newest " + MOST + " events are shown; --last 0 shows all of them");
    }
    HistoryTable.lines(answer, Optional.ofNullable(at), new AliasReader(paths), output.isVerbose())
        .forEach(console::result);
    ObjectNode fields = answer.toJson();
    Map<ModelName, String> differences = LedgerGap.differences(ledger, new AliasReader(paths));
    differences.values().forEach(console::warn);
    if (verify) {
      console.result("the ledger is unchanged: every line has the digest of the line before it");
      fields.put("verified", true);
    }
    console.document("history", ExitCode.DONE, fields);
    if (differences.isEmpty()) {
      console.next("rollback --help", "how to restore a former version");
    }
    for (ModelName differing : differences.keySet()) {
      console.next("rollback " + differing.id(), "the version that the ledger has");
    }
    return ExitCode.DONE;
  }
}
