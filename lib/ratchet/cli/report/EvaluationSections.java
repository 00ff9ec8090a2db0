package ratchet.cli.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ratchet.backtest.Backtest;
import ratchet.backtest.Backtest.UnpricedPositions;
import ratchet.backtest.BacktestReport;
import ratchet.backtest.BacktestRules;
import ratchet.cli.Settings;
import ratchet.cli.evaluation.BacktestModels;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.ope.LoggedPolicy;
import ratchet.ope.Ope;
import ratchet.ope.OpeRules;
import ratchet.report.ModelState;
import ratchet.report.page.BacktestSection;
import ratchet.report.page.OpeSection;
import ratchet.report.page.Section;

/**
 * The report's backtest and off-policy evaluation: every candidate at once against production, over
 * the last 14 days of the log; the fees that FillNet would choose, and the sizes as logged. If a
 * table or a model is missing, the section says so.
 */
final class EvaluationSections {
  private static final Duration WINDOW = Duration.ofDays(14);
  private static final String EXECUTIONS = "exec_outcomes";

  private final ReportRun.Sources sources;
  private final List<ModelState> states;

  EvaluationSections(ReportRun.Sources sources, List<ModelState> states) {
    this.sources = sources;
    this.states = states;
  }

  Section backtest() {
    if (!sources.database().exist()) {
      return BacktestSection.missing(sources.database(" to replay."), "backtest --db FILE");
    }
    try {
      return Database.read(sources.database(), this::backtest);
    } catch (InputException e) {
      return BacktestSection.missing("Not possible: " + e.getMessage() + ".", e.remedy());
    }
  }

  private Section backtest(Database log) {
    log.requireTables(EXECUTIONS);
    OptionalLong last = Tables.counts(log, EXECUTIONS).lastMs();
    if (last.isEmpty()) {
      return BacktestSection.missing("Nothing was executed yet.", "check_training_data");
    }
    long endMs = last.getAsLong() + 1;
    BacktestModels.Sides sides =
        new BacktestModels(
                sources.paths(), Optional.empty(), Optional.empty(), Settings.here().environment())
            .load(false);
    return BacktestSection.of(
        BacktestReport.json(
            Backtest.run(
                log,
                new TimeWindow(endMs - WINDOW.toMillis(), endMs),
                sides.candidate(),
                sides.champion(),
                BacktestRules.standard(),
                UnpricedPositions.WORST,
                Backtest.Listeners.NONE)));
  }

  Section ope() {
    if (!sources.database().exist()) {
      return OpeSection.missing(sources.database(" of decisions."), "ope --policy fee --db FILE");
    }
    try {
      return Database.read(sources.database(), this::ope);
    } catch (InputException e) {
      return OpeSection.missing("Not possible: " + e.getMessage() + ".", e.remedy());
    }
  }

  private Section ope(Database log) {
    List<ObjectNode> documents = new ArrayList<>();
    for (LoggedPolicy policy : LoggedPolicy.values()) {
      documents.add(
          new Ope(OpeRules.standard())
              .ofPolicy(
                  policy,
                  log,
                  TimeWindow.ALL,
                  Ope.target(policy, Optional.empty(), fees()),
                  champion(policy))
              .json());
    }
    return OpeSection.of(documents);
  }

  private Optional<Ope.Target> champion(LoggedPolicy policy) {
    return switch (policy) {
      case FEE ->
          Optional.of(sources.paths().alias(ModelName.FILLNET))
              .filter(alias -> fees().isPresent() && Files.exists(alias))
              .map(Ope::champion);
      case SIZING -> Optional.empty();
    };
  }

  private Optional<Path> fees() {
    return states.stream()
        .filter(state -> state.model() == ModelName.FILLNET)
        .flatMap(state -> state.usableCandidate().stream())
        .findFirst();
  }
}
