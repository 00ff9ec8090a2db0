package ratchet.health;

import java.util.Optional;
import ratchet.data.sqlite.TableCounts;
import ratchet.data.sqlite.TableShape;

/** A check of one table; a table that is missing, empty or cannot be read fails every one. */
abstract class TableCheck implements HealthCheck {
  private final String prefix;
  private final String table;

  TableCheck(String prefix, String table) {
    this.prefix = prefix;
    this.table = table;
  }

  @Override
  public final String name() {
    return prefix + "_" + table;
  }

  final String table() {
    return table;
  }

  @Override
  public final CheckResult run(HealthContext context) {
    CheckValue required = required(context);
    if (!context.hasTable(table)) {
      return CheckResult.fail(
          name(),
          CheckValue.of("no table"),
          required,
          "there is no table " + table,
          Remedies.NO_TABLE);
    }
    Optional<String> obstacle = context.obstacle(table);
    if (obstacle.isPresent()) {
      return CheckResult.fail(
          name(),
          CheckValue.of("not an ordinary table"),
          required,
          obstacle.get(),
          TableShape.remedy(table));
    }
    TableCounts counts = context.counts(table);
    if (counts.rows() == 0) {
      return CheckResult.fail(
          name(), CheckValue.of(0), required, table + " is empty", Remedies.MORE_DATA);
    }
    return evaluate(context, counts);
  }

  abstract CheckValue required(HealthContext context);

  /**
   * @param counts of at least one row
   */
  abstract CheckResult evaluate(HealthContext context, TableCounts counts);
}
