package ratchet.health;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import ratchet.data.inspection.ImpossibleValues;
import ratchet.data.sqlite.Database;
import ratchet.health.summary.SharedMints;
import ratchet.health.summary.TrainerRequirements;
import ratchet.model.ModelName;

/** All checks, in the order in which they are printed. */
public final class HealthChecks {
  private HealthChecks() {}

  /**
   * Runs all checks on one snapshot; changes nothing.
   *
   * @param strict whether a warning makes the data unhealthy
   * @throws ratchet.model.InputException when the file cannot be read or is damaged
   */
  public static HealthReport run(
      Database database, Clock clock, HealthThresholds thresholds, boolean strict) {
    return report(context(database, clock, thresholds), strict);
  }

  /**
   * Like {@link #run}, and also profiles the data for the report page, which scans each table once
   * more.
   *
   * @throws ratchet.model.InputException when the file cannot be read or is damaged
   */
  public static HealthResult examine(
      Database database, Clock clock, HealthThresholds thresholds, boolean strict) {
    HealthContext context = context(database, clock, thresholds);
    return new HealthResult(report(context, strict), DataProfile.of(context));
  }

  private static HealthContext context(
      Database database, Clock clock, HealthThresholds thresholds) {
    return new HealthContext(database, clock.instant(), thresholds);
  }

  private static HealthReport report(HealthContext context, boolean strict) {
    return new HealthReport(
        all(context.thresholds()).stream().map(check -> check.run(context)).toList(), strict);
  }

  static List<HealthCheck> all(HealthThresholds thresholds) {
    List<HealthCheck> checks = new ArrayList<>();
    // first, because the other checks mean nothing on a damaged file
    checks.add(new IntegrityCheck());
    checks.add(new JournalModeCheck());
    checks.add(new PendingLogCheck());
    thresholds.minimumRows().keySet().forEach(table -> checks.add(new TableRowsCheck(table)));
    ModelName.all().forEach(model -> checks.add(new ViewCheck(model)));
    for (String table : thresholds.requiredColumns().keySet()) {
      checks.add(new TableColumnsCheck(table));
      checks.add(new TableTimeCheck(table));
      checks.add(new TableAgeCheck(table));
    }
    TableKeysCheck.among(thresholds.requiredColumns().keySet())
        .forEach(table -> checks.add(new TableKeysCheck(table)));
    TableLateCheck.TABLES.forEach(table -> checks.add(new TableLateCheck(table)));
    ImpossibleValues.tables().forEach(table -> checks.add(new TableValuesCheck(table)));
    ModelName.all().forEach(model -> checks.addAll(ofTrainer(model)));
    checks.add(new DuplicateDecisionsCheck(ModelName.FILLNET));
    checks.add(new FeeDecisionsCheck());
    checks.add(new SilenceCheck(ModelName.FILLNET));
    return checks;
  }

  private static List<HealthCheck> ofTrainer(ModelName model) {
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(new TrainRowsCheck(model));
    checks.add(new FeatureCoverageCheck(model));
    checks.add(model == ModelName.FILLNET ? new ContextsCheck() : new MalformedContextCheck(model));
    checks.add(new InputsCheck(model));
    if (LateFeaturesCheck.appliesTo(model)) {
      checks.add(new LateFeaturesCheck(model));
    }
    checks.add(new LabelWindowsCheck(model));
    if (SharedMints.matters(model)) {
      checks.add(new SharedMintsCheck(model));
    }
    for (String label : TrainerRequirements.of(model).classLabels()) {
      checks.add(new LabelBalanceCheck(model, label));
      checks.add(new HoldoutLabelsCheck(model, label));
      checks.add(new LeakCheck(model, label));
    }
    checks.add(new DriftCheck(model));
    return checks;
  }
}
