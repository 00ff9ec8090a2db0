///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/Ratchet.java
//DESCRIPTION Show which model version is or was live, since when and why; verify the ledger.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.InstantConverter;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.alias.AliasOptions;
import ratchet.cli.alias.HistoryTable;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerQuery;
import ratchet.store.LedgerTimeline;
import ratchet.store.LedgerVerification;
import ratchet.store.ModelPaths;

@Command(
    name = "history",
    description = {
      "Reads the ledger of a models folder: every promotion, refusal and rollback, newest last,",
      "and what is live. Changes nothing. Exit 3 when --verify finds a line that was changed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw history --model fillnet",
      "  ./jbangw history --at 2026-01-31T12:00:00Z   what was live then",
      "  ./jbangw history --since 2026-01-01 --json",
      "  ./jbangw history --verify"
    })
final class HistoryCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private AliasOptions aliases;

  @Option(names = "--model", paramLabel = "MODEL", description = "Only this model.")
  private ModelName model;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "Only events at or after it, such as 2026-01-31 or 2026-01-31T12:00:00Z.")
  private Instant since;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = InstantConverter.class,
      description = "What was live at that time.")
  private Instant at;

  @Option(names = "--verify", description = "Walk the chain of digests from the first line.")
  private boolean verify;

  public static void main(String... args) {
    System.exit(Cli.execute(new HistoryCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    ModelPaths paths = aliases.paths(models.directory()).existing();
    Ledger ledger = new Ledger(paths.ledger());
    if (verify && ledger.verify() instanceof LedgerVerification.Broken broken) {
      console.result(ledger.file() + " line " + broken.line() + " " + broken.why());
      ObjectNode fields = Json.MAPPER.createObjectNode();
      fields.putArray("events");
      fields.put("verified", false).put("line", broken.line()).put("why", broken.why());
      console.document("history", ExitCode.REFUSED, fields);
      console.next("history --json", "what the ledger says now; compare it with a backup");
      return ExitCode.REFUSED;
    }
    List<LedgerEvent> events = ledger.read();
    LedgerQuery answer =
        LedgerQuery.ask(
            events,
            Optional.ofNullable(model),
            Optional.ofNullable(since),
            Optional.ofNullable(at));
    HistoryTable.lines(answer, Optional.ofNullable(at)).forEach(console::result);
    ObjectNode fields = answer.toJson();
    new LedgerTimeline(events).differences(new AliasReader(paths)).forEach(console::warn);
    if (verify) {
      console.result("every line names the digest of the line before it");
      fields.put("verified", true);
    }
    console.document("history", ExitCode.DONE, fields);
    console.next("rollback --help", "how to bring a former version back");
    return ExitCode.DONE;
  }
}
