package ratchet.health;

import ratchet.data.sqlite.TableCounts;

/** Whether a table has as many rows as the thresholds require. */
final class TableRowsCheck extends TableCheck {
  TableRowsCheck(String table) {
    super("rows", table, limits -> CheckValue.of(limits.minimumRows().get(table)));
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    CheckValue measured = CheckValue.of(counts.rows());
    String detail = table() + " holds " + counts.rows() + " rows";
    return counts.rows() >= minimum(context)
        ? pass(context, measured, detail)
        : fail(context, measured, detail, Remedies.MORE_DATA);
  }

  private long minimum(HealthContext context) {
    return context.thresholds().minimumRows().get(table());
  }
}
