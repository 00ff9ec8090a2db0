package ratchet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A logged text that is not the JSON it should be.
 *
 * @param rowid where it stands
 * @param text its beginning
 */
public record JsonFault(long rowid, String text) {
  /** The first in the order of the table; empty when all are valid JSON. */
  public static Optional<JsonFault> first(Database database, String table, String column) {
    List<JsonFault> faults = new ArrayList<>();
    Sql.forEach(
        database,
        "SELECT rowid, substr(COL, 1, 40) FROM TAB WHERE COL IS NOT NULL AND NOT json_valid(COL)"
                .replace("COL", Sql.quoted(column))
                .replace("TAB", Sql.quoted(table))
            + " LIMIT 1",
        row -> faults.add(new JsonFault(row.getLong(1), row.getString(2))));
    return faults.stream().findFirst();
  }

  @Override
  public String toString() {
    return "of rowid " + rowid + ": " + text;
  }
}
