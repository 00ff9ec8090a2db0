package ratchet.seed;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Schema;

/** Seeded databases, and what is in them. */
final class Seeded {
  static final Instant END = Instant.parse("2026-11-24T00:00:00Z");
  static final SeedPlan SMALL = new SeedPlan(7, 4, 30, 600, END);

  private Seeded() {}

  static SeedReport seed(Path file, SeedPlan plan) {
    return seed(file, plan, false);
  }

  static SeedReport seed(Path file, SeedPlan plan, boolean intoExisting) {
    try (Database database = Database.openReadWrite(file)) {
      return Seeder.seed(database, plan, intoExisting);
    }
  }

  /** Every row of every table of the schema, in the order of the rows. */
  static Map<String, List<String>> dump(Path file) throws SQLException {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    for (String table : Schema.tables()) {
      tables.put(table, query(file, "SELECT * FROM " + table + " ORDER BY rowid"));
    }
    return tables;
  }

  /** Rows as texts, values separated by a bar. */
  static List<String> query(Path file, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= width; i++) {
          row.append(i == 1 ? "" : "|").append(result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
