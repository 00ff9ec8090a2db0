package ratchet.health;

import ratchet.data.inspection.ImpossibleValues;
import ratchet.data.sqlite.TableCounts;

/** Whether a table holds numbers that cannot be: a price of 0 that was paid, a probability of 2. */
final class TableValuesCheck extends TableCheck {
  TableValuesCheck(String table) {
    super("values", table, limits -> CheckValue.of(0));
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    ImpossibleValues found = ImpossibleValues.find(context.database(), table());
    CheckValue measured = CheckValue.of(found.count());
    if (found.count() == 0) {
      return pass(context, measured, "every number can be");
    }
    String detail = found.count() + " values cannot be, e.g. " + found.example();
    String remedy =
        "fix or delete these rows, and look for their cause in the service that writes " + table();
    boolean many = found.count() > context.thresholds().impossibleShareFailAbove() * counts.rows();
    return many ? fail(context, measured, detail, remedy) : warn(context, measured, detail, remedy);
  }
}
