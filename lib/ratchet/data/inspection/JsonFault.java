package ratchet.data.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;

/**
 * A logged text that is not a valid context: not JSON, not an object where one is expected, or with
 * a number outside the range of a double.
 *
 * @param rowid of its row
 * @param text its beginning; {@code nothing} where there is no text
 */
public record JsonFault(long rowid, String text) {
  private static final String SQL =
      """
      SELECT rowid, ifnull(substr(COL, 1, 40), 'nothing') FROM TAB
      WHERE CASE WHEN json_valid(COL) THEN
        json_type(COL, ?1) IS NOT 'object' OR EXISTS (
          SELECT 1 FROM json_tree(COL) WHERE type IN ('integer', 'real')
            AND (atom > 1.7976931348623157e308 OR atom < -1.7976931348623157e308))
      ELSE 1 END
      LIMIT 1\
      """;

  /**
   * The first fault in the order of the table; empty where there is none.
   *
   * @param path of the object: {@code $} for the text itself, {@code $.ctx} for a member
   */
  public static Optional<JsonFault> first(
      Database database, String table, String column, String path) {
    for (Database part : database.parts()) {
      Optional<JsonFault> found = ofFile(part, table, column, path);
      if (found.isPresent() && database.parts().size() > 1) {
        JsonFault fault = found.get();
        return Optional.of(new JsonFault(fault.rowid, part.file() + ": " + fault.text));
      }
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonFault> ofFile(
      Database database, String table, String column, String path) {
    List<JsonFault> faults = new ArrayList<>();
    Sql.forEach(
        database,
        SQL.replace("COL", Sql.quoted(column)).replace("TAB", Sql.quoted(table)),
        row -> faults.add(new JsonFault(row.getLong(1), row.getString(2))),
        path);
    return faults.stream().findFirst();
  }

  @Override
  public String toString() {
    return "of rowid " + rowid + ": " + text;
  }
}
