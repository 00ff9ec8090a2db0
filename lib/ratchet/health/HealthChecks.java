package ratchet.health;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import ratchet.data.Database;
import ratchet.data.ImpossibleValues;
import ratchet.data.Integrity;
import ratchet.model.ModelName;

/** All checks, in the order in which they are told. */
public final class HealthChecks {
  private HealthChecks() {}

  /**
   * Looks at one snapshot and changes nothing.
   *
   * @param strict whether a warning is a fault
   * @throws ratchet.model.InputException when the file cannot be read or is damaged
   */
  public static HealthReport run(
      Database database, Clock clock, HealthThresholds thresholds, boolean strict) {
    Integrity.require(database);
    HealthContext context = new HealthContext(database, clock.instant(), thresholds);
    return new HealthReport(
        all(thresholds).stream().map(check -> check.run(context)).toList(), strict);
  }

  static List<HealthCheck> all(HealthThresholds thresholds) {
    List<HealthCheck> checks = new ArrayList<>();
    thresholds.minimumRows().keySet().forEach(table -> checks.add(new TableRowsCheck(table)));
    ModelName.all().forEach(model -> checks.add(new ViewCheck(model)));
    for (String table : thresholds.requiredColumns().keySet()) {
      checks.add(new TableColumnsCheck(table));
      checks.add(new TableTimeCheck(table));
      checks.add(new TableAgeCheck(table));
    }
    ImpossibleValues.tables().forEach(table -> checks.add(new TableValuesCheck(table)));
    ModelName.all().forEach(model -> checks.addAll(ofTrainer(model)));
    checks.add(new DuplicateDecisionsCheck(ModelName.FILLNET));
    checks.add(new SilenceCheck(ModelName.FILLNET));
    return checks;
  }

  private static List<HealthCheck> ofTrainer(ModelName model) {
    List<HealthCheck> checks = new ArrayList<>();
    checks.add(new TrainRowsCheck(model));
    checks.add(new FeatureCoverageCheck(model));
    checks.add(new MalformedContextCheck(model));
    for (String label : TrainerNeeds.of(model).classLabels()) {
      checks.add(new LabelBalanceCheck(model, label));
      checks.add(new HoldoutLabelsCheck(model, label));
      checks.add(new LeakCheck(model, label));
    }
    return checks;
  }
}
