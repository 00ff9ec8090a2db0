package ratchet.cli.report;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.data.sqlite.Database;
import ratchet.health.CheckResult;
import ratchet.health.CheckStatus;
import ratchet.health.HealthChecks;
import ratchet.health.HealthReport;
import ratchet.health.HealthThresholds;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.DataFindings;

/** The findings of the data checks, for the explanation of a refusal. */
public final class CheckedData implements DataFindings {
  private final LogFiles database;
  private final Clock clock;
  private Optional<HealthReport> report;
  private boolean isChecked;
  private final Map<ModelName, Optional<List<String>>> known = new EnumMap<>(ModelName.class);

  /** Runs the checks at the first call; empty findings if the database cannot be read. */
  public CheckedData(LogFiles database, Clock clock) {
    this(database, clock, Optional.empty());
  }

  private CheckedData(LogFiles database, Clock clock, Optional<HealthReport> report) {
    this.database = database;
    this.clock = clock;
    this.report = report;
    this.isChecked = report.isPresent();
  }

  /** The findings of checks that have already run. */
  public static CheckedData of(HealthReport report) {
    return new CheckedData(null, null, Optional.of(report));
  }

  @Override
  public Optional<List<String>> of(ModelName model) {
    return known.computeIfAbsent(model, name -> report().map(found -> findings(found, name)));
  }

  private Optional<HealthReport> report() {
    if (!isChecked) {
      isChecked = true;
      report = check();
    }
    return report;
  }

  private Optional<HealthReport> check() {
    try {
      return Optional.of(
          Database.read(
              database,
              snapshot -> HealthChecks.run(snapshot, clock, HealthThresholds.standard(), false)));
    } catch (InputException e) {
      return Optional.empty(); // there is no database, or the promotion itself reports the error
    }
  }

  /** The checks that failed, then the warnings about rows of this model. */
  private static List<String> findings(HealthReport report, ModelName model) {
    Stream<CheckResult> failed =
        report.checks().stream()
            .filter(check -> check.status() == CheckStatus.FAIL)
            .filter(check -> isOf(check, model) || isOfNoModel(check));
    Stream<CheckResult> warned =
        report.checks().stream()
            .filter(check -> check.status() == CheckStatus.WARN && isOf(check, model));
    return Stream.concat(failed, warned)
        .map(check -> check.name() + " (" + check.detail() + ")")
        .toList();
  }

  private static boolean isOf(CheckResult check, ModelName model) {
    return List.of(check.name().split("_")).contains(model.id());
  }

  private static boolean isOfNoModel(CheckResult check) {
    return ModelName.all().stream().noneMatch(model -> isOf(check, model));
  }
}
