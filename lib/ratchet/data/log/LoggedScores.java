package ratchet.data.log;

import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.Timestamps;
import ratchet.features.Features;
import ratchet.model.ModelName;

/** The logged scores of the alpha ranker with their features ({@code scores}). */
public final class LoggedScores {
  private static final String COLUMNS =
      "SELECT rowid, "
          + Timestamps.milliseconds("ts")
          + ", horizon, CASE WHEN typeof(score) IN ('integer','real') THEN score END, features_json"
          + " FROM scores WHERE "
          + Timestamps.ARE_NUMBERS;

  private LoggedScores() {}

  /**
   * One logged score.
   *
   * @param id rowid; grows with every row that is written
   * @param ms when it was logged, milliseconds since the epoch
   * @param features as logged, in the order of {@link Features#names()}
   */
  public record Row(long id, long ms, String horizon, double score, double[] features) {}

  /** The id of the last row; 0 in an empty log. */
  public static long lastId(Database database) {
    return Sql.one(database, "SELECT ifnull(max(rowid), 0) FROM scores", row -> row.getLong(1));
  }

  /**
   * The rows written after {@code id} and not before {@code fromMs}, in the order of writing; rows
   * that cannot be read are left out.
   */
  public static List<Row> after(Database database, long id, long fromMs) {
    String sql = COLUMNS + " AND rowid > ?1 ORDER BY rowid";
    return read(database, sql, id).stream().filter(row -> row.ms() >= fromMs).toList();
  }

  /** The last rows, newest first; rows that cannot be read are left out. */
  public static List<Row> latest(Database database, int most) {
    return read(database, COLUMNS + " ORDER BY rowid DESC LIMIT ?1", (long) most);
  }

  private static List<Row> read(Database database, String sql, long parameter) {
    Features features = Features.of(ModelName.ALPHA);
    JsonInputs inputs = new JsonInputs("", features.names());
    List<Row> rows = new ArrayList<>();
    try (Cursor cursor = Cursor.open(database, sql, parameter)) {
      for (; cursor.hasRow(); cursor.advance()) {
        boolean isRead = inputs.read(cursor.text(5)) && cursor.text(3) != null;
        if (isRead && Double.isFinite(cursor.number(4))) {
          rows.add(
              new Row(
                  cursor.whole(1),
                  cursor.whole(2),
                  cursor.text(3),
                  cursor.number(4),
                  features.vector(inputs)));
        }
      }
    }
    return rows;
  }
}
