package ratchet.health;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import ratchet.process.JavaProcess;

/**
 * A service that writes a database: {@code stream FILE} commits a hundred rows each of two tables
 * ten times a second until its standard input ends, or for a minute; {@code hold FILE BEGIN} begins
 * a transaction in this way, writes, and commits only when its standard input ends; {@code spill
 * FILE BEGIN} does so with a cache that does not hold what it writes.
 */
public final class WriterProcess {
  static final int BATCH = 100;
  private static final int MOST_BATCHES = 600;

  private WriterProcess() {}

  public static JavaProcess start(String... arguments) throws IOException {
    return JavaProcess.start(JavaProcess.command(WriterProcess.class.getName(), arguments));
  }

  public static void main(String[] args) throws SQLException, IOException, InterruptedException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + args[1]);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 60000");
      switch (args[0]) {
        case "stream" -> stream(statement);
        case "hold" -> hold(statement, args[2]);
        case "spill" -> {
          statement.execute("PRAGMA cache_size = 5");
          hold(statement, args[2]);
        }
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private static void stream(Statement statement)
      throws SQLException, IOException, InterruptedException {
    for (int batch = 0; batch < MOST_BATCHES && System.in.available() == 0; batch++) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute(
          "INSERT INTO exec_outcomes (ts, mint, route, order_id, filled, exec_price,"
              + " slippage_bps_req, slippage_bps_real, time_to_land_ms, amount_in, side) SELECT ts"
              + " + 1, mint, route, order_id || '-"
              + batch
              + "', filled, exec_price, slippage_bps_req, slippage_bps_real, time_to_land_ms,"
              + " amount_in, side FROM exec_outcomes WHERE filled ORDER BY random() LIMIT "
              + BATCH);
      statement.execute(
          "INSERT INTO fills (signature, mint, price, created_at) SELECT signature || '-"
              + batch
              + "', mint, price, created_at FROM fills ORDER BY random() LIMIT "
              + BATCH);
      statement.execute("COMMIT");
      if (batch == 0) {
        System.out.println("writing");
      }
      Thread.sleep(100);
    }
    System.out.println("done");
  }

  private static void hold(Statement statement, String begin) throws SQLException, IOException {
    statement.execute(begin);
    statement.execute("DELETE FROM fills WHERE rowid % 2");
    System.out.println("in transaction");
    int more = System.in.read();
    statement.execute("COMMIT");
    System.out.println("done" + (more < 0 ? "" : more));
  }
}
