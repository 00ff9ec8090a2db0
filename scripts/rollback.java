///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.alias.java
//SOURCES ../lib/cli.ledger.java
//SOURCES ../lib/cli.reload.java
//SOURCES ../lib/model.java
//SOURCES ../lib/promote.reload.java
//SOURCES ../lib/promote.rollback.java
//SOURCES ../lib/promote.rollout.java
//SOURCES ../lib/store.java
//DESCRIPTION Bring the previous version of a model back, reload its runtimes and confirm it.

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashSet;
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
import ratchet.cli.alias.SigningOptions;
import ratchet.cli.ledger.RenewedGauges;
import ratchet.cli.reload.NotifyOptions;
import ratchet.cli.reload.ReloadOptions;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.LedgerAuthor;
import ratchet.store.PromotionHolds;
import ratchet.store.PromotionSettings;

@Command(
    name = "rollback",
    description = {
      "Restores the version that was live before the last promotion, or the one that --to names,"
          + " asks the runtimes to reload, and checks that they serve it.",
      "It requires no database, and does not wait for the hooks of a running promote. Without a"
          + " ledger it works if --to names the version, or if the history folder has only one"
          + " other version. A version that is missing, damaged or does not load is skipped for the"
          + " one before it. A second run changes nothing.",
      "reload=ok(200) unverified: the runtime answers ok, but neither its reply nor its /metrics"
          + " names the version that it serves; reload --verify-scores 2m can find it out."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw rollback fillnet",
      "  ./jbangw rollback alpha --to 1a2b3c4d   a version that history shows",
      "  ./jbangw rollback alpha --allow-down    also while the ranker is stopped",
      "  ./jbangw rollback fillnet --hold \"fills collapsed\"   and promote nothing until released",
      "  ./jbangw rollback fillnet alpha --dry-run"
    })
final class RollbackCommand implements Callable<ExitCode> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;
  @Mixin private ModelsOptions models;
  @Mixin private AliasOptions aliases;
  @Mixin private RenewedGauges gauges;
  @Mixin private ReloadOptions reload;
  @Mixin private SigningOptions signing;
  @Mixin private NotifyOptions notify;

  @Parameters(
      paramLabel = "MODEL",
      arity = "1..*",
      description = "fillnet, alpha, rugguard or survival; several are rolled back in turn.")
  private List<ModelName> chosen;

  @Option(
      names = "--to",
      paramLabel = "SHA",
      description = "The version by the first digits of its SHA-256, at least 4.")
  private String version;

  @Option(
      names = "--hold",
      paramLabel = "REASON",
      description = "Also put the model on hold: nothing is promoted until hold MODEL --release.")
  private String hold;

  @Option(
      names = "--dry-run",
      description = "Show which version would be restored; change no file and ask no runtime.")
  private boolean dryRun;

  @Option(
      names = "--keep-on-reload-failure",
      description = "Keep the version live even if a runtime does not confirm it.")
  private boolean keep;

  public static void main(String... args) {
    System.exit(Cli.execute(new RollbackCommand(), args));
  }

  @Override
  public ExitCode call() {
    List<ModelName> names = List.copyOf(new LinkedHashSet<>(chosen));
    if (version != null && names.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "--to names a version of one model, not of " + names.size());
    }
    Console console = output.console();
    notify.check(console);
    Map<ModelName, List<URI>> targets = reload.targets(names);
    PromotionSettings settings = settings(names, targets);
    PromotionHolds holds = new PromotionHolds(settings, Clock.systemUTC());
    if (hold != null && !dryRun) {
      names.forEach(model -> hold(holds, model, console));
    }
    List<ModelOutcome> outcomes;
    try (ReloadClient client = reload.client(targets, console)) {
      outcomes =
          new RollbackRun(
                  settings, reload.reloader(client, console), Clock.systemUTC(), console::warn)
              .runAll(names, Optional.ofNullable(version));
    }
    if (!dryRun) {
      notify.post(
          "rollback",
          outcomes.stream().map(ModelOutcome::toJson).toList(),
          Clock.systemUTC().instant(),
          settings.author(),
          console);
    }
    ExitCode exit = ExitCode.DONE;
    for (ModelOutcome outcome : outcomes) {
      exit = exit.or(tell(outcome, dryRun, console));
    }
    console.document("rollback", exit, document(outcomes));
    next(outcomes, hold != null, dryRun, console);
    return exit;
  }

  private PromotionSettings settings(List<ModelName> names, Map<ModelName, List<URI>> targets) {
    String command = "rollback " + String.join(" ", names.stream().map(ModelName::id).toList());
    return new PromotionSettings(
            gauges.of(aliases.paths(models.existing())),
            targets,
            aliases.lockTimeout(),
            dryRun,
            keep,
            LedgerAuthor.of(command + (version == null ? "" : " --to " + version)))
        .signedWith(signing.key());
  }

  /** First, so that no promotion slips in between; a ledger that is damaged stops no rollback. */
  private void hold(PromotionHolds holds, ModelName model, Console console) {
    try {
      console.say(model.id() + ": " + PromotionHolds.description(holds.hold(model, hold)));
    } catch (InputException e) {
      console.warn(model.id() + " is not on hold: " + e.getMessage() + "; " + e.remedy());
    }
  }

  /** E.g. {@code ROLLBACK fillnet=failed still_live=1a2b3c4d5e6f reason=reload_not_confirmed}. */
  private static ExitCode tell(ModelOutcome outcome, boolean dryRun, Console console) {
    console.result(outcome.line("ROLLBACK", dryRun));
    if (outcome.reload().size() > 1) {
      for (ReloadReply reply : outcome.reload()) {
        console.say("  " + reply.url() + " " + reply.summary());
      }
    }
    outcome
        .failure()
        .ifPresent(failure -> console.warn(failure.getMessage() + "; " + failure.remedy()));
    return outcome.failure().map(ExitCode::of).orElse(ExitCode.DONE);
  }

  /** The fields of one model; of several also {@code models:[…]}. */
  private static ObjectNode document(List<ModelOutcome> outcomes) {
    if (outcomes.size() == 1) {
      return outcomes.get(0).toJson();
    }
    ObjectNode fields = Json.MAPPER.createObjectNode();
    ArrayNode models = fields.putArray("models");
    outcomes.forEach(outcome -> models.add(outcome.toJson()));
    return fields;
  }

  private static void next(
      List<ModelOutcome> outcomes, boolean held, boolean dryRun, Console console) {
    for (ModelOutcome outcome : outcomes) {
      String model = outcome.model().id();
      if (dryRun && outcome.state() == ModelOutcome.State.OK) {
        console.next("rollback " + model, "roll back; --hold REASON also stops promotions");
        continue;
      }
      if (outcome.state() == ModelOutcome.State.OK && !held) {
        console.say(
            model
                + " is not on hold: the version that was rolled back is not promoted again, but the"
                + " next promote may make another candidate live");
        console.next("hold " + model + " --reason TEXT", "promote nothing until it is released");
      }
      console.next("history --model " + model, "the versions that were live and can be restored");
    }
  }
}
