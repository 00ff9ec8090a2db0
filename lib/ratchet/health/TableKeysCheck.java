package ratchet.health;

import java.util.ArrayList;
import java.util.List;
import ratchet.data.inspection.KeyDuplicates;
import ratchet.data.sqlite.Schema;
import ratchet.data.sqlite.TableCounts;

/** Whether rows repeat the primary key of their table. */
final class TableKeysCheck extends TableCheck {
  TableKeysCheck(String table) {
    super("keys", table, limits -> CheckValue.atMost(limits.duplicateShareWarnAbove()));
  }

  /** The tables among these that have a primary key. */
  static List<String> among(Iterable<String> tables) {
    List<String> known = Schema.tables();
    List<String> keyed = new ArrayList<>();
    for (String table : tables) {
      if (known.contains(table) && !Schema.primaryKey(table).isEmpty()) {
        keyed.add(table);
      }
    }
    return keyed;
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    KeyDuplicates found = KeyDuplicates.find(context.database(), table());
    double share = (double) found.count() / counts.rows();
    String key = String.join(", ", found.key());
    if (share <= context.thresholds().duplicateShareWarnAbove()) {
      String detail =
          found.isDeclared() ? "SQLite enforces the key" : "(almost) no row repeats " + key;
      return pass(context, CheckValue.of(share), detail);
    }
    String detail =
        found.count() + " rows of " + table() + " repeat the key (" + key + ") of another row";
    String remedy =
        "find the import that copied rows; delete the copies and create "
            + table()
            + " with its primary key";
    return share > context.thresholds().duplicateShareFailAbove()
        ? fail(context, CheckValue.of(share), detail, remedy)
        : warn(context, CheckValue.of(share), detail, remedy);
  }
}
