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

/** The options of a promotion: gates, hooks, runtimes, files to write and notifications. */
public final class PromotionOptions {
  @Mixin private EvaluationOptions judges;
  @Mixin private ReloadOptions reload;
  @Mixin private VerificationOptions verification;
  @Mixin private SigningOptions signing;
  @Mixin private PromotionReportFiles files;
  @Mixin private NotifyOptions notify;

  @Option(
      names = "--keep-on-reload-failure",
      description = "Keep the new version live even if a runtime does not confirm it (exit 5).")
  private boolean keep;

  @Option(
      names = "--even-if-rolled-back",
      description = "Promote a version, or an equal fit, even if it was rolled back before.")
  private boolean evenIfRolledBack;

  @Option(
      names = "--probation",
      paramLabel = "TIME",
      description =
          "Put each promoted version on probation for this time, e.g. 24h: watch compares it with"
              + " its predecessor on new outcomes.")
  private Duration probation;

  /**
   * The parameters of one promotion.
   *
   * @param models in this order
   * @param together models of which all are promoted, or none
   * @param dryRun whether to evaluate only
   * @param command as the ledger records it
   * @param data called when a candidate is refused, to explain the refusal
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
   * Checks the options before anything is done.
   *
   * @throws ratchet.model.InputException for a file or value that cannot be read, written or
   *     understood
   */
  public void check(List<ModelName> models, ModelPaths paths, Console console) {
    files.check(paths);
    judges.gates().gateRules();
    signing.key();
    notify.check(console);
    reload.targets(models);
  }

  /**
   * Promotes.
   *
   * @param listener receives each model as soon as it is finished
   * @throws ratchet.model.InputException as {@link #check}, and when another promotion holds the
   *     lock
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

  /** Writes the files for machines; see {@link PromotionReportFiles#write}. */
  public ExitCode write(PromoteReport report, Console console) {
    ExitCode exit = PromoteConsole.exit(report);
    return exit.or(files.write(report, RunRecord.End.of(exit), console));
  }

  /** As {@link #write}, as a step of a longer job. */
  public ExitCode writeStep(PromoteReport report, Console console) {
    return PromoteConsole.exit(report).or(files.write(report, RunRecord.End.RUNNING, console));
  }
}
