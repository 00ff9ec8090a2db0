package ratchet.data.log;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.TimeWindow;

/**
 * One log as several bots would have left it: every mint is one bot's, and a decision is its who
 * made the attempt. Prices of SOL are in every file.
 */
public final class SplitLog {
  private static final List<String> BY_MINT =
      List.of(
          "exec_outcomes",
          "sim_exec_outcomes",
          "scores",
          "rug_verdicts",
          "sizing_decisions",
          "sizing_outcomes",
          "migration_events",
          "hazard_states",
          "candidates",
          "fills");

  private SplitLog() {}

  /** The files, {@code bot0.db} and so on in a folder; rows keep their numbers. */
  public static List<Path> byMint(Path file, int bots, Path folder) throws SQLException {
    List<Path> files = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (int bot = 0; bot < bots; bot++) {
        files.add(folder.resolve("bot" + bot + ".db"));
        statement.execute("VACUUM INTO '" + files.get(bot) + "'");
      }
    }
    List<Object[]> decisions = decisions(file, bots);
    for (int bot = 0; bot < bots; bot++) {
      keep(files.get(bot), bot, bots, decisions);
    }
    return files;
  }

  private static int bot(String mint, int bots) {
    return Math.floorMod(mint.hashCode() * 31 + mint.length(), bots);
  }

  /** Of each attempt: when it was decided, of what amount, and whose it is. */
  private static List<Object[]> decisions(Path file, int bots) {
    List<Object[]> decisions = new ArrayList<>();
    try (Database database = Database.openReadOnly(file);
        DecidedAttempts.Reading attempts =
            DecidedAttempts.open(
                database,
                TimeWindow.ALL,
                LogOrder::of,
                new RouteNumbers(),
                DecidedAttempts.Listener.NONE)) {
      for (DecidedAttempt next = attempts.next(); next != null; next = attempts.next()) {
        String mint = new String(next.attempt().mint(), StandardCharsets.UTF_8);
        decisions.add(new Object[] {next.contextMs(), next.amount(), bot(mint, bots)});
      }
    }
    return decisions;
  }

  private static void keep(Path file, int bot, int bots, List<Object[]> decisions)
      throws SQLException {
    List<String> present;
    try (Database database = Database.openReadOnly(file)) {
      present = Tables.names(database);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      connection.setAutoCommit(false);
      List<String> mints = new ArrayList<>();
      for (String table : BY_MINT.stream().filter(present::contains).toList()) {
        try (var rows = statement.executeQuery("SELECT DISTINCT mint FROM " + table)) {
          while (rows.next()) {
            mints.add(rows.getString(1));
          }
        }
      }
      statement.execute("CREATE TEMP TABLE own (mint TEXT PRIMARY KEY)");
      insert(
          connection,
          "INSERT INTO own VALUES (?)",
          mints.stream()
              .distinct()
              .filter(mint -> mint != null && bot(mint, bots) == bot)
              .map(mint -> new Object[] {mint}));
      for (String table : BY_MINT.stream().filter(present::contains).toList()) {
        statement.execute("DELETE FROM " + table + " WHERE mint NOT IN (SELECT mint FROM own)");
      }
      statement.execute("CREATE TEMP TABLE decided (ts INTEGER, amount REAL)");
      insert(
          connection,
          "INSERT INTO decided VALUES (?, ?)",
          decisions.stream()
              .filter(decision -> (int) decision[2] == bot)
              .map(decision -> new Object[] {decision[0], Math.rint((double) decision[1])}));
      statement.execute("CREATE INDEX temp.by_time ON decided (ts)");
      statement.execute(
          "DELETE FROM fill_preds WHERE NOT EXISTS (SELECT 1 FROM decided d WHERE d.ts ="
              + ms("fill_preds.ts")
              + " AND (d.amount IS NULL OR d.amount ="
              + " round(json_extract(ctx_json, '$.ctx.amountLamports'))))");
      statement.execute(
          "DELETE FROM fee_decisions WHERE NOT EXISTS (SELECT 1 FROM decided d WHERE d.ts BETWEEN"
              + ms("fee_decisions.ts")
              + " - 5 AND"
              + ms("fee_decisions.ts")
              + " + 5 AND (d.amount IS NULL OR abs(d.amount -"
              + " json_extract(ctx_json, '$.ctx.sizeSol') * 1e9) <= 1))");
      connection.commit();
    }
  }

  private static String ms(String column) {
    return " CAST(CASE WHEN COL > 2e10 THEN COL ELSE round(COL * 1000) END AS INTEGER)"
        .replace("COL", column);
  }

  private static void insert(Connection connection, String sql, Stream<Object[]> rows)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (Object[] row : (Iterable<Object[]>) rows::iterator) {
        for (int i = 0; i < row.length; i++) {
          insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
