package ratchet.cli.promotion;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.RunRecord;
import ratchet.cli.alias.SigningOptions;
import ratchet.cli.reload.NotifyOptions;
import ratchet.cli.reload.ReloadOptions;
import ratchet.cli.reload.VerificationOptions;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.promote.DataFindings;
import ratchet.promote.JunitReport;
import ratchet.promote.PromoteReport;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.promote.served.ServedCandidates;
import ratchet.promote.verification.ScoreVerification;
import ratchet.store.LedgerAuthor;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;

/** How candidates go live: gates, runtimes to reload, files and notifications to write. */
public final class PromotionOptions {
  @Mixin private EvaluationOptions judges;
  @Mixin private ReloadOptions reload;
  @Mixin private VerificationOptions verification;
  @Mixin private SigningOptions signing;
  @Mixin private PromotionReportFiles files;
  @Mixin private NotifyOptions notify;

  @Option(
      names = "--keep-on-reload-failure",
      description = "Leave the new alias in place although a runtime did not confirm it (exit 5).")
  private boolean keep;

  @Option(
      names = "--even-if-rolled-back",
      description = "Promote a version, or an equal fit, although it was rolled back before.")
  private boolean evenIfRolledBack;

  @Option(
      names = "--probation",
      paramLabel = "TIME",
      description =
          "Put each promoted version on probation, e.g. 24h: watch then compares it with its"
              + " predecessor on new outcomes.")
  private Duration probation;

  /**
   * What is promoted.
   *
   * @param models in this order
   * @param together of these all go live, or none
   * @param dryRun judge, and touch nothing
   * @param command as the ledger records it
   * @param data asked when a candidate is refused, to explain it
   */
  public record Task(
      List<ModelName> models,
      List<ModelName> together,
      boolean dryRun,
      String command,
      DataFindings data) {
    public Task {
      models = List.copyOf(models);
      together = List.copyOf(together);
    }
  }

  public EvaluationOptions judges() {
    return judges;
  }

  /**
   * To be asked before anything is done: whether everything that is named can be used.
   *
   * @throws ratchet.model.InputException for what cannot be read, written or understood
   */
  public void check(List<ModelName> models, ModelPaths paths, Console console) {
    files.check(paths);
    judges.gates().gateRules();
    signing.key();
    notify.check(console);
    reload.targets(models);
  }

  /**
   * @param listener receives each model as soon as it is decided
   * @throws ratchet.model.InputException as {@link #check}, and when another promotion is at work
   */
  public PromoteReport run(
      Task task,
      LogFiles database,
      ModelPaths paths,
      Clock clock,
      Console console,
      PromotionListener listener) {
    Map<ModelName, List<URI>> targets = reload.targets(task.models);
    files.check(paths);
    notify.check(console);
    PromotionSettings settings =
        new PromotionSettings(
            paths,
            targets,
            judges.lockTimeout(),
            task.dryRun,
            keep,
            task.together,
            LedgerAuthor.of(task.command),
            signing.key(),
            Optional.ofNullable(probation),
            evenIfRolledBack);
    if (!task.dryRun) {
      new ServedCandidates(paths, System.getenv(), targets, database)
          .warnings()
          .forEach(listener::warning);
    }
    try (ReloadClient client = reload.client(targets, console)) {
      Reloader asking = reload.reloader(client, console);
      Reloader reloader =
          task.dryRun
              ? asking
              : verification.verifying(
                  ScoreVerification::new, asking, paths, () -> database, console);
      PromoteReport report =
          judges
              .promotion(settings, database, reloader, clock, console, listener, task.data)
              .run(task.models);
      if (!task.dryRun) {
        notify.post(
            "promote",
            report.outcomes().stream().map(ModelOutcome::toJson).toList(),
            report.at(),
            settings.author(),
            console);
      }
      return report;
    }
  }

  /** See {@link PromotionReportFiles#junit}. */
  public ExitCode junit(String job, List<JunitReport.Suite> suites, Console console) {
    return files.junit(job, suites, console);
  }

  /** Leaves what machines were promised; see {@link PromotionReportFiles#write}. */
  public ExitCode write(PromoteReport report, Console console) {
    ExitCode exit = PromoteConsole.exit(report);
    return exit.or(files.write(report, RunRecord.End.of(exit), console));
  }

  /** The same in the middle of a longer job. */
  public ExitCode writeStep(PromoteReport report, Console console) {
    return PromoteConsole.exit(report).or(files.write(report, RunRecord.End.RUNNING, console));
  }
}
