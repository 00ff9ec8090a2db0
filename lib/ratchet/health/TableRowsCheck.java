package ratchet.health;

import ratchet.data.sqlite.TableCounts;

/** Whether a table holds the rows that the guide asks for. */
final class TableRowsCheck extends TableCheck {
  TableRowsCheck(String table) {
    super("rows", table);
  }

  @Override
  CheckValue required(HealthContext context) {
    return CheckValue.of(minimum(context));
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    CheckValue measured = CheckValue.of(counts.rows());
    String detail = table() + " holds " + counts.rows() + " rows";
    return counts.rows() >= minimum(context)
        ? CheckResult.pass(name(), measured, required(context), detail)
        : CheckResult.fail(name(), measured, required(context), detail, Remedies.MORE_DATA);
  }

  private long minimum(HealthContext context) {
    return context.thresholds().minimumRows().get(table());
  }
}
