package ratchet.health;

import java.util.List;
import ratchet.data.sqlite.TableCounts;

/**
 * Whether a table has the columns that training reads, and stores numbers as numbers. Additional
 * columns and other numeric types are allowed.
 */
final class TableColumnsCheck extends TableCheck {
  TableColumnsCheck(String table) {
    super("columns", table, limits -> CheckValue.of(limits.requiredColumns().get(table).size()));
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    List<String> missing = context.missingColumns(table());
    int needed = needed(context).size();
    CheckValue measured = CheckValue.of(needed - missing.size());
    List<String> texts = context.textColumns(table());
    if (missing.isEmpty() && !texts.isEmpty()) {
      return fail(
          context,
          CheckValue.of(needed - texts.size()),
          table() + " declares columns of numbers as text: " + String.join(", ", texts),
          "copy the rows into a table that declares these columns INTEGER or REAL; training ignores"
              + " numbers that are stored as text");
    }
    if (missing.isEmpty()) {
      return pass(context, measured, "the table has all columns that training reads");
    }
    return fail(
        context,
        measured,
        table() + " has no column " + String.join(", ", missing),
        "update the service that writes " + table() + ", or add the column with ALTER TABLE");
  }

  private List<String> needed(HealthContext context) {
    return context.thresholds().requiredColumns().get(table());
  }
}
