package ratchet.health;

import java.util.Optional;
import java.util.function.Function;
import ratchet.data.sqlite.TableCounts;
import ratchet.data.sqlite.TableShape;

/** A check of one table. It fails when the table is missing, empty or unreadable. */
abstract class TableCheck extends HealthCheck {
  private final String table;

  TableCheck(String prefix, String table, Function<HealthThresholds, CheckValue> required) {
    super(prefix + "_" + table, required);
    this.table = table;
  }

  final String table() {
    return table;
  }

  @Override
  final CheckResult run(HealthContext context) {
    if (!context.hasTable(table)) {
      return fail(
          context, CheckValue.of("no table"), "there is no table " + table, Remedies.NO_TABLE);
    }
    Optional<String> obstacle = context.obstacle(table);
    if (obstacle.isPresent()) {
      return fail(
          context,
          CheckValue.of("not an ordinary table"),
          obstacle.get(),
          TableShape.remedy(table));
    }
    TableCounts counts = context.counts(table);
    if (counts.rows() == 0) {
      return fail(context, CheckValue.of(0), table + " is empty", Remedies.MORE_DATA);
    }
    return evaluate(context, counts);
  }

  /**
   * Runs the check.
   *
   * @param counts counts of the table, which has at least one row
   */
  abstract CheckResult evaluate(HealthContext context, TableCounts counts);
}
