///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.alias.java
//SOURCES ../lib/cli.ledger.java
//SOURCES ../lib/model.java
//SOURCES ../lib/store.java
//DESCRIPTION Keep promotions away from a model until it is released; show what is on hold.

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.alias.AliasOptions;
import ratchet.cli.ledger.RenewedGauges;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionHolds;
import ratchet.store.PromotionSettings;

@Command(
    name = "hold",
    description = {
      "Puts models on hold: promote and retrain skip them (reason=held_by(…)) until they are"
          + " released. The live version stays live, and rollback still works. The ledger records"
          + " who set the hold, when and why.",
      "Without --reason or --release it shows the holds."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw hold fillnet --reason \"fills collapsed since noon\"",
      "  ./jbangw hold fillnet --release",
      "  ./jbangw hold"
    })
final class HoldCommand implements Callable<ExitCode> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private AliasOptions aliases;
  @Mixin private RenewedGauges gauges;

  @Parameters(paramLabel = "MODEL", description = "fillnet, alpha, rugguard or survival.")
  private List<ModelName> chosen = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Put the models on hold, for this reason.")
  private String reason;

  @Option(names = "--release", description = "End the hold on the models.")
  private boolean release;

  public static void main(String... args) {
    System.exit(Cli.execute(new HoldCommand(), args));
  }

  @Override
  public ExitCode call() {
    if (chosen.isEmpty() == (reason != null || release) || (reason != null && release)) {
      throw new ParameterException(
          spec.commandLine(), "give models with either --reason TEXT or --release, or nothing");
    }
    Console console = output.console();
    PromotionHolds holds = new PromotionHolds(settings(), Clock.systemUTC());
    for (ModelName model : chosen) {
      if (release) {
        Optional<LedgerEvent> released = holds.release(model);
        console.result(
            "HOLD " + model.id() + (released.isPresent() ? "=released" : "=none was_not_on_hold"));
      } else {
        holds.hold(model, reason);
      }
    }
    Map<ModelName, LedgerEvent> held = holds.all();
    held.forEach(
        (model, event) ->
            console.result("HOLD " + model.id() + "=" + PromotionHolds.description(event)));
    if (held.isEmpty() && !release) {
      console.result("no model is on hold");
    }
    console.document("hold", ExitCode.DONE, document(held));
    console.next("promote --dry-run", "what would be promoted, and what is skipped");
    return ExitCode.DONE;
  }

  private PromotionSettings settings() {
    String command =
        "hold "
            + String.join(" ", chosen.stream().map(ModelName::id).toList())
            + (release ? " --release" : "");
    return new PromotionSettings(
        gauges.of(aliases.paths(models.existing())),
        Map.of(),
        aliases.lockTimeout(),
        false,
        false,
        LedgerAuthor.of(command));
  }

  private static ObjectNode document(Map<ModelName, LedgerEvent> held) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    ArrayNode array = fields.putArray("holds");
    held.forEach(
        (model, event) ->
            array
                .addObject()
                .put("model", model.id())
                .put("reason", event.reason())
                .put("since", event.at().toString())
                .put("user", event.user())
                .put("host", event.host()));
    return fields;
  }
}
