package ratchet.train;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.Database;
import ratchet.seed.SeedCopies;
import ratchet.seed.SeedPlan;

/** Databases for tests, as the services would leave them. */
final class TrainingDatabase {
  static final Instant END = Instant.parse("2026-02-01T00:00:00Z");

  private TrainingDatabase() {}

  static Path create(Path file, int mints, long attempts) {
    return SeedCopies.copy(new SeedPlan(42, 21, mints, attempts, END), file);
  }

  static Path empty(Path file) {
    Database.openReadWrite(file).close();
    return file;
  }

  /** A copy in which nothing was logged after a moment. */
  static Path truncated(Path file, Path copy, Instant after) throws SQLException {
    execute(file, "VACUUM INTO '" + copy + "'");
    for (String table : tablesWithTime(copy)) {
      execute(
          copy,
          "DELETE FROM "
              + table
              + " WHERE CASE WHEN ts > 2e10 THEN ts ELSE ts * 1000 END > "
              + after.toEpochMilli());
    }
    return copy;
  }

  static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> tablesWithTime(Path file) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c"
                    + " WHERE m.type = 'table' AND c.name = 'ts'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
