package ratchet.cli.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import ratchet.cli.Annotation;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.check.HealthStep;
import ratchet.cli.page.PageFile;
import ratchet.cli.promotion.PromoteConsole;
import ratchet.cli.promotion.PromotionOptions;
import ratchet.cli.report.CheckedData;
import ratchet.cli.report.ReportRun;
import ratchet.cli.training.TrainingReport;
import ratchet.cli.training.TrainingStep;
import ratchet.data.sqlite.Database;
import ratchet.health.CheckStatus;
import ratchet.health.HealthChecks;
import ratchet.health.HealthReport;
import ratchet.health.HealthResult;
import ratchet.health.HealthThresholds;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.model.RefusalException;
import ratchet.promote.JunitReport;
import ratchet.promote.PromoteReport;
import ratchet.store.ModelPaths;
import ratchet.train.CalibrationMethod;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

/**
 * The weekly job: check, train, promote, report. It stops at the first step that fails, and still
 * writes the report, which shows why. All models are trained before the training step counts as
 * failed, so that every reason is reported at once.
 */
public final class Retrain {
  /**
   * The parameters of the job.
   *
   * @param strict whether a warning about the data is a failure
   * @param models trained and promoted, in this order
   * @param dryRun whether candidates are only written and evaluated; no alias or ledger is changed
   *     and no runtime is asked
   * @param page the file of the report
   */
  public record Job(
      LogFiles database,
      ModelPaths paths,
      HealthThresholds thresholds,
      boolean strict,
      List<ModelName> models,
      TrainOptions training,
      boolean dryRun,
      Path page) {
    public Job {
      models = List.copyOf(models);
    }

    private TrainingRun run(ModelName model) {
      TrainOptions options =
          model == ModelName.SURVIVAL ? training.withCalibration(CalibrationMethod.NONE) : training;
      return new TrainingRun(
          model, database, paths.directory(), paths.alias(model), options, Optional.empty(), false);
    }
  }

  private record Step(String name, ExitCode exit, ObjectNode fields) {}

  private final Job job;
  private final PromotionOptions promotion;
  private final Clock clock;
  private final Console console;
  private final List<JunitReport.Suite> suites = new ArrayList<>();
  private Optional<PromoteReport> promoted = Optional.empty();

  /** The result of the first step. */
  private Optional<HealthResult> checked = Optional.empty();

  /**
   * A job.
   *
   * @param console with {@code --quiet} it prints the lines of the result only after a failure
   */
  public Retrain(Job job, PromotionOptions promotion, Clock clock, Console console) {
    this.job = job;
    this.promotion = promotion;
    this.clock = clock;
    this.console = console.keepingBack();
  }

  /**
   * Prints a line per step and model or, as a document, {@code dry_run, stopped_at, steps:[{step,
   * exit, …}]}: each step with the fields of its own command's document, and {@code error, remedy,
   * reason} where it failed. Of the training these are {@code models:[{model, exit, …}]}. The JUnit
   * report has a suite for the check, for each training, for each promotion and for the page.
   *
   * @return the largest of the steps' exit codes
   * @throws ratchet.model.InputException when an input of a later step cannot be used; nothing was
   *     done then
   */
  public ExitCode run() {
    promotion.check(job.models, job.paths, console);
    List<Step> steps = new ArrayList<>();
    steps.add(step("check", this::check));
    boolean readable = steps.get(0).exit != ExitCode.INPUT;
    if (exit(steps) == ExitCode.DONE) {
      steps.add(step("train", this::train));
    }
    if (exit(steps) == ExitCode.DONE) {
      steps.add(step("promote", this::promote));
    }
    Optional<Step> stopped = firstFailure(steps);
    if (readable) {
      steps.add(step("report", this::report));
    }
    ExitCode exit = exit(steps).or(promotion.junit("retrain", suites, console));
    print(steps, stopped.or(() -> firstFailure(steps)), exit);
    if (exit != ExitCode.DONE) {
      console.release();
    }
    return exit;
  }

  private static ExitCode exit(List<Step> steps) {
    return steps.stream().map(Step::exit).reduce(ExitCode.DONE, ExitCode::or);
  }

  private static Optional<Step> firstFailure(List<Step> steps) {
    return steps.stream().filter(step -> step.exit != ExitCode.DONE).findFirst();
  }

  private Step step(String name, Function<ObjectNode, ExitCode> work) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    int before = suites.size();
    ExitCode exit = attempt(name, fields, work);
    if (suites.size() == before) { // the step has no cases, or failed before them
      suites.add(suite(name, exit, fields));
    }
    return new Step(name, exit, fields);
  }

  private JunitReport.Suite suite(String name, ExitCode exit, ObjectNode fields) {
    String why = "exit " + exit.code() + ": " + fields.path("error").asText("see the output");
    JunitReport.Case one =
        exit == ExitCode.DONE ? JunitReport.Case.passed(name) : JunitReport.Case.failed(name, why);
    return new JunitReport.Suite(name, clock.instant(), List.of(one), "");
  }

  /** A test case per check; a warning fails only with {@code --strict}. */
  private JunitReport.Suite suite(HealthReport report) {
    return new JunitReport.Suite(
        "check",
        clock.instant(),
        report.checks().stream()
            .map(
                check ->
                    check.status() == CheckStatus.FAIL
                            || (report.strict() && check.status() == CheckStatus.WARN)
                        ? JunitReport.Case.failed(
                            check.name(), check.detail() + "; remedy: " + check.remedy())
                        : JunitReport.Case.passed(check.name()))
            .toList(),
        "");
  }

  /** Runs a step; a failure is printed and added to the fields. */
  private ExitCode attempt(String what, ObjectNode fields, Function<ObjectNode, ExitCode> work) {
    try {
      return work.apply(fields);
    } catch (RatchetException e) {
      console.warn(what + ": " + e.getMessage() + "; remedy: " + e.remedy());
      console.annotate(
          new Annotation(Annotation.Level.ERROR, what, e.getMessage() + "\nremedy: " + e.remedy()));
      fields.put("error", e.getMessage());
      fields.put("remedy", e.remedy());
      if (e instanceof RefusalException refusal) {
        fields.put("reason", refusal.reason());
      }
      return ExitCode.of(e);
    }
  }

  private ExitCode check(ObjectNode fields) {
    HealthResult found =
        Database.read(
            job.database,
            snapshot -> HealthChecks.examine(snapshot, clock, job.thresholds, job.strict));
    checked = Optional.of(found);
    HealthReport health = found.report();
    HealthStep.print(health, console);
    fields.setAll(health.json());
    suites.add(suite(health));
    if (!health.healthy()) {
      throw HealthStep.refusal(
          job.database, "run check_training_data for each check and how to fix it");
    }
    return ExitCode.DONE;
  }

  private ExitCode train(ObjectNode fields) {
    ArrayNode models = fields.putArray("models");
    ExitCode exit = ExitCode.DONE;
    for (ModelName model : job.models) {
      ObjectNode own = models.addObject().put("model", model.id());
      ExitCode ended = attempt("train " + model.id(), own, node -> train(model, node));
      own.put("exit", ended.code());
      suites.add(suite("train." + model.id(), ended, own));
      exit = exit.or(ended);
    }
    return exit;
  }

  private ExitCode train(ModelName model, ObjectNode fields) {
    fields.setAll(TrainingReport.json(model, TrainingStep.run(job.run(model), console)));
    return ExitCode.DONE;
  }

  private ExitCode promote(ObjectNode fields) {
    String command = "retrain " + String.join(" ", job.models.stream().map(ModelName::id).toList());
    PromoteReport report =
        promotion.run(
            new PromotionOptions.Task(
                job.models,
                List.of(),
                job.dryRun,
                command,
                CheckedData.of(checked.orElseThrow().report())),
            job.database,
            job.paths,
            clock,
            console,
            new PromoteConsole(console, job.dryRun, false));
    promoted = Optional.of(report);
    suites.addAll(JunitReport.suites(report));
    fields.setAll(report.toJson());
    return promotion.writeStep(report, console);
  }

  private ExitCode report(ObjectNode fields) {
    ReportRun.Sources sources =
        new ReportRun.Sources(job.database, job.paths, job.thresholds, job.strict);
    ReportRun run =
        new ReportRun(
            sources,
            checked,
            () ->
                promoted.orElseGet(
                    () -> promotion.judges().dryRun(job.database, job.paths, clock, console)),
            clock,
            console);
    PageFile.write(run.page(), job.page, fields);
    console.result("report: wrote " + job.page);
    return ExitCode.DONE;
  }

  private void nextAfterPromotion(ExitCode exit) {
    if (exit == ExitCode.UNCONFIRMED && promoted.isPresent()) {
      new PromoteConsole(console, job.dryRun, false).next(promoted.get());
    } else {
      console.next("promote --dry-run --verbose", "what each rule measured");
    }
  }

  private void print(List<Step> steps, Optional<Step> stopped, ExitCode exit) {
    String end =
        stopped
            .map(step -> "retrain: stopped at " + step.name + " (exit " + step.exit.code() + ")")
            .orElse(job.dryRun ? "retrain: done, as a dry run" : "retrain: done");
    console.result(end);
    StepSummary.append(end, suites, promoted, console);
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("dry_run", job.dryRun);
    document.put("stopped_at", stopped.map(Step::name).orElse(null));
    ArrayNode all = document.putArray("steps");
    for (Step step : steps) {
      all.addObject().put("step", step.name).put("exit", step.exit.code()).setAll(step.fields);
    }
    console.document("retrain", exit, document);
    switch (stopped.map(Step::name).orElse("")) {
      case "check" -> console.next("check_training_data", "each check and how to fix it");
      case "train" -> nextAfterTraining(exit);
      case "promote" -> nextAfterPromotion(exit);
      case "report" -> console.next("report", "write the page, once the cause is fixed");
      default -> console.next("history", "who is live, since when, and why");
    }
  }

  private void nextAfterTraining(ExitCode exit) {
    if (exit == ExitCode.INPUT) {
      console.next("prepare --check-only", "check free space and write access");
    } else {
      console.next("check_training_data", "whether the rows allow training");
    }
  }
}
