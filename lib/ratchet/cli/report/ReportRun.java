package ratchet.cli.report;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import ratchet.cli.Console;
import ratchet.cli.Progress;
import ratchet.data.sqlite.Database;
import ratchet.health.HealthChecks;
import ratchet.health.HealthResult;
import ratchet.health.HealthThresholds;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.PromoteReport;
import ratchet.report.EvidenceSection;
import ratchet.report.GatesSection;
import ratchet.report.HeldOutRows;
import ratchet.report.HistorySection;
import ratchet.report.ModelState;
import ratchet.report.ModelsSection;
import ratchet.report.VerdictSection;
import ratchet.report.WatchSection;
import ratchet.report.data.DataSection;
import ratchet.report.page.Page;
import ratchet.report.page.Section;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;

/** Gathers everything that the report shows. Changes nothing. */
public final class ReportRun {
  private static final int SECTIONS = 9;
  private static final int NEWEST_EVENTS = 5_000;

  /**
   * The inputs of a report.
   *
   * @param database need not exist
   * @param paths the models folder, which need not exist
   * @param strict whether a warning about the data is a failure
   */
  public record Sources(
      LogFiles database, ModelPaths paths, HealthThresholds thresholds, boolean strict) {
    String database(String remark) {
      return "There is no database " + database + remark;
    }
  }

  private final Sources sources;
  private final Optional<HealthResult> checked;
  private final Supplier<PromoteReport> gates;
  private final Clock clock;
  private final Console console;

  /**
   * A report.
   *
   * @param checked what checks found that have just run; empty runs them
   * @param gates the promotion whose gates are shown: one that was done, or a dry run
   */
  public ReportRun(
      Sources sources,
      Optional<HealthResult> checked,
      Supplier<PromoteReport> gates,
      Clock clock,
      Console console) {
    this.sources = sources;
    this.checked = checked;
    this.gates = gates;
    this.clock = clock;
    this.console = console;
  }

  /**
   * Builds the page. An unhealthy database, a candidate that does not load and a broken ledger are
   * shown on the page; they are not failures of the report.
   *
   * @throws InputException when there is neither a database nor a models folder, or the database or
   *     a line of the ledger cannot be read at all
   */
  public Page page() {
    boolean hasDatabase = sources.database.exist();
    if (!hasDatabase && !Files.isDirectory(sources.paths.directory())) {
      throw new InputException(
          "there is nothing to report on: neither "
              + sources.database
              + " nor "
              + sources.paths.directory()
              + " exists",
          "correct --db and --models-dir");
    }
    Instant now = clock.instant();
    List<LedgerEvent> events =
        new Ledger(sources.paths.ledger())
            .latest(Optional.empty(), Optional.empty(), NEWEST_EVENTS);
    List<ModelState> states =
        ModelName.all().stream().map(model -> ModelState.read(model, sources.paths)).toList();
    PromoteReport judged = gates.get();
    EvaluationSections evaluations = new EvaluationSections(sources, states);
    List<Section> sections = new ArrayList<>();
    try (Progress progress = Progress.start(console, "sections", SECTIONS)) {
      for (Supplier<Section> section :
          List.<Supplier<Section>>of(
              () -> VerdictSection.of(judged, events),
              () -> GatesSection.of(judged, events),
              () -> EvidenceSection.of(states, calibrations(states), judged),
              evaluations::backtest,
              evaluations::ope,
              () -> WatchSection.of(new WatchedModels(sources, now).all()),
              () -> HistorySection.of(sources.paths, events, now),
              () -> ModelsSection.of(states, now),
              this::data)) {
        sections.add(section.get());
        progress.step(1);
      }
    }
    return new Page(
        "Ratchet report",
        "Database " + sources.database + ", models " + sources.paths.directory(),
        now,
        sections);
  }

  private Section data() {
    if (!sources.database.exist()) {
      return DataSection.missing(
          sources.database("."), "seed_training_data --db " + sources.database);
    }
    return DataSection.of(checked.orElseGet(this::examine));
  }

  private HealthResult examine() {
    return Database.read(
        sources.database,
        snapshot -> HealthChecks.examine(snapshot, clock, sources.thresholds, sources.strict));
  }

  private Map<ModelName, HeldOutRows> calibrations(List<ModelState> states) {
    Map<ModelName, HeldOutRows> all = new EnumMap<>(ModelName.class);
    if (!sources.database.exist()) {
      String why = sources.database(" to take rows from.");
      states.forEach(state -> all.put(state.model(), HeldOutRows.missing(why)));
      return all;
    }
    return Database.read(
        sources.database,
        snapshot -> {
          states.forEach(state -> all.put(state.model(), calibration(snapshot, state)));
          return all;
        });
  }

  /** Rows that cannot be read leave a gap here; the section on the data reports the cause. */
  private static HeldOutRows calibration(Database snapshot, ModelState state) {
    try {
      return HeldOutRows.of(snapshot, state);
    } catch (InputException e) {
      return HeldOutRows.missing("Its rows cannot be read: " + e.getMessage() + ".");
    }
  }
}
