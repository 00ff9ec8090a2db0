///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/backtest.java
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.alias.java
//SOURCES ../lib/cli.evaluation.java
//SOURCES ../lib/cli.page.java
//SOURCES ../lib/data.sqlite.java
//SOURCES ../lib/model.java
//SOURCES ../lib/report.page.java
//SOURCES ../lib/store.java
//DESCRIPTION Replays the logged window with a candidate and with production: what each would have earned

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ratchet.backtest.Backtest;
import ratchet.backtest.Backtest.UnpricedPositions;
import ratchet.backtest.BacktestReport;
import ratchet.backtest.BacktestRules;
import ratchet.backtest.Trade;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.LogOptions;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.Progress;
import ratchet.cli.Settings;
import ratchet.cli.alias.AliasOptions;
import ratchet.cli.alias.OutputGuard;
import ratchet.cli.evaluation.BacktestModels;
import ratchet.cli.evaluation.TradeFile;
import ratchet.cli.evaluation.WindowOptions;
import ratchet.cli.page.PageOptions;
import ratchet.data.sqlite.BacktestLog;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.report.page.BacktestSection;
import ratchet.store.AtomicFile;

@Command(
    name = "backtest",
    description = {
      "Replays the log event by event for two sets of models: alpha picks, RugGuard vetoes, FillNet"
          + " admits, survival trails the exit. Fills, prices and costs are those of the log; a"
          + " trade that was never tried is not simulated.",
      "Attempts that a model of either side was fitted on are left out. Exit 3 when too few are"
          + " left, or when the candidate's net result may be too far below production's (95 %%"
          + " interval, mints as clusters)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  backtest --model fillnet",
      "  backtest --model alpha --candidate alpha_new.json --from 2026-01-01 --to 2026-01-15",
      "  backtest --use-alpha --out trades.csv --json"
    })
final class BacktestCommand implements Callable<ExitCode> {
  private static final Duration WINDOW = Duration.ofDays(14);

  @Mixin private OutputOptions output;
  @Mixin private LogOptions database;
  @Mixin private ModelsOptions models;
  @Mixin private AliasOptions aliases;
  @Mixin private WindowOptions window;
  @Mixin private PageOptions page;
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Replace this model alone (default: every model that has a candidate).")
  private ModelName model;

  @Option(
      names = "--candidate",
      paramLabel = "FILE",
      description = "The candidate of --model (default: the file that its trainer writes).")
  private Path candidate;

  @Option(
      names = "--use-alpha",
      description = "Trade only mints that alpha picks; always on with --model alpha.")
  private boolean useAlpha;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Trading rules and requirements to use instead of the built-in ones.")
  private Path rules;

  @Option(
      names = "--unpriced",
      paramLabel = "RULE",
      defaultValue = "worst",
      description =
          "A position without a later price is worth nothing (worst) or what it cost (last);"
              + " default: ${DEFAULT-VALUE}.")
  private UnpricedPositions unpriced;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Accepted and ignored: nothing is drawn at random here.")
  private long seed;

  @Option(names = "--out", paramLabel = "FILE.csv", description = "Write the trades of both sides.")
  private Path out;

  @Option(
      names = "--record",
      description = "Append the result to backtest_runs and backtest_results of the database.")
  private boolean record;

  public static void main(String... args) {
    System.exit(Cli.execute(new BacktestCommand(), args));
  }

  @Override
  public ExitCode call() {
    if (candidate != null && model == null) {
      throw new ParameterException(spec.commandLine(), "--candidate requires --model");
    }
    if (record && !database.files().isOne()) {
      throw new ParameterException(spec.commandLine(), "--record requires exactly one database");
    }
    Console console = output.console();
    page.check();
    if (out != null) {
      AtomicFile.requireNoDocument(out);
      OutputGuard.require("--out", out, aliases.paths(models.directory()));
    }
    Instant started = Instant.now();
    BacktestModels.Sides sides =
        new BacktestModels(
                aliases.paths(models.directory()),
                Optional.ofNullable(model),
                Optional.ofNullable(candidate),
                Settings.here().environment())
            .load(useAlpha);
    Backtest backtest = run(sides, window.last(WINDOW, Clock.systemUTC()), console);
    ExitCode exit = backtest.passed() ? ExitCode.DONE : ExitCode.REFUSED;
    if (record) {
      console.say("recorded as run " + record(backtest, started));
    }
    page.write(
        "backtest", database.files(), BacktestSection.of(BacktestReport.json(backtest)), console);
    BacktestReport.lines(backtest).forEach(console::result);
    console.document("backtest", exit, BacktestReport.json(backtest));
    console.next(
        backtest.passed() ? "promote --dry-run" : "check_training_data",
        backtest.passed() ? "what the gates find for the candidates" : "what the database holds");
    return exit;
  }

  private Backtest run(BacktestModels.Sides sides, TimeWindow days, Console console) {
    BacktestRules gateRules = BacktestRules.load(Optional.ofNullable(rules));
    return Database.read(database.files(), log -> run(log, sides, days, gateRules, console));
  }

  private Backtest run(
      Database log,
      BacktestModels.Sides sides,
      TimeWindow days,
      BacktestRules gateRules,
      Console console) {
    try (Progress events = Progress.start(console, "events", -1);
        TradeFile trades = out == null ? null : TradeFile.create(out)) {
      BiConsumer<String, Trade> told = trades == null ? (side, trade) -> {} : trades;
      Backtest backtest =
          Backtest.run(
              log,
              days,
              sides.candidate(),
              sides.champion(),
              gateRules,
              unpriced,
              new Backtest.Listeners(told, events::step));
      events.finished();
      return backtest;
    }
  }

  private long record(Backtest backtest, Instant started) {
    try (Database log = Database.openExisting(database.files().files().get(0))) {
      return BacktestLog.record(
          log,
          started,
          Instant.now(),
          Json.line(BacktestReport.params(backtest)),
          backtest.passed() ? "passed" : "refused",
          BacktestReport.results(backtest));
    }
  }
}
