package ratchet.health;

import ratchet.data.inspection.ImpossibleValues;
import ratchet.data.sqlite.TableCounts;

/** Whether a table has impossible numbers, e.g. an execution price of 0 or a probability of 2. */
final class TableValuesCheck extends TableCheck {
  TableValuesCheck(String table) {
    super("values", table, limits -> CheckValue.of(0));
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    ImpossibleValues found = ImpossibleValues.find(context.database(), table());
    CheckValue measured = CheckValue.of(found.count());
    if (found.count() == 0) {
      return pass(context, measured, "no number is impossible");
    }
    String detail = found.count() + " values are impossible, e.g. " + found.example();
    String remedy =
        "fix or delete these rows, and look for their cause in the service that writes " + table();
    boolean many = found.count() > context.thresholds().impossibleShareFailAbove() * counts.rows();
    return many ? fail(context, measured, detail, remedy) : warn(context, measured, detail, remedy);
  }
}
