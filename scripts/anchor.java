///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.alias.java
//SOURCES ../lib/model.java
//SOURCES ../lib/promote.rollout.java
//SOURCES ../lib/store.java
//DESCRIPTION Show the version that losses are counted from, or set it.

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
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
import ratchet.model.Digest;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.rollout.AnchorChange;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.LedgerAuthor;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;

@Command(
    name = "anchor",
    description = {
      "The anchor of a model is the version that losses are counted from: a candidate may be one",
      "margin worse than production, and 1.5 margins worse than the anchor. The anchor is the"
          + " first",
      "version that was promoted, until a significantly better one is promoted or --set names one.",
      "Reads the ledger; --set appends the change to it. Exit 4 for a version that was never live."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw anchor                         the anchors of all models",
      "  ./jbangw anchor fillnet --set 1a2b3c4d  a version that history shows"
    })
final class AnchorCommand implements Callable<ExitCode> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private AliasOptions aliases;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "alpha, fillnet, rugguard or survival; default all.")
  private ModelName model;

  @Option(
      names = "--set",
      paramLabel = "SHA",
      description = "The new anchor by the first digits of its SHA-256, at least 4.")
  private String version;

  public static void main(String... args) {
    System.exit(Cli.execute(new AnchorCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    ModelPaths paths = aliases.paths(models.directory());
    if (version != null) {
      set(paths, console);
    }
    ObjectNode fields = Json.MAPPER.createObjectNode();
    ArrayNode anchors = fields.putArray("anchors");
    Ledger ledger = new Ledger(paths.ledger());
    for (ModelName one : model == null ? ModelName.all() : List.of(model)) {
      Optional<LedgerEvent> anchor = ledger.anchor(one);
      console.result(line(one, anchor));
      anchor.ifPresent(event -> anchors.add(json(event)));
    }
    console.document("anchor", ExitCode.DONE, fields);
    console.next("history", "every version, since when and why");
    return ExitCode.DONE;
  }

  private void set(ModelPaths paths, Console console) {
    if (model == null) {
      throw new ParameterException(spec.commandLine(), "--set requires one MODEL");
    }
    PromotionSettings settings =
        new PromotionSettings(
            paths,
            Map.of(),
            aliases.lockTimeout(),
            false,
            false,
            LedgerAuthor.of("anchor " + model.id() + " --set " + version));
    try (AliasStore store = AliasStore.open(settings, Clock.systemUTC())) {
      store.recovered().forEach(event -> console.warn(event.recoveryMessage()));
      new AnchorChange(store, settings, Clock.systemUTC()).set(model, version);
    }
  }

  private static String line(ModelName model, Optional<LedgerEvent> anchor) {
    return anchor
        .map(
            event ->
                "ANCHOR "
                    + model.id()
                    + "="
                    + Digest.abbreviate(event.toSha256())
                    + " since="
                    + event.at()
                    + " reason="
                    + reason(event))
        .orElse("ANCHOR " + model.id() + "=none");
  }

  private static ObjectNode json(LedgerEvent event) {
    return Json.MAPPER
        .createObjectNode()
        .put("model", event.model().id())
        .put("sha256", event.toSha256())
        .put("since", event.at().toString())
        .put("reason", reason(event));
  }

  private static String reason(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.ANCHORED ? event.reason() : "first_promoted";
  }
}
