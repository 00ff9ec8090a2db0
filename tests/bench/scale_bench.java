///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//RUNTIME_OPTIONS -XX:+UseSerialGC
//SOURCES ../../lib/Ratchet.java
//DESCRIPTION Generate, check and read a database of millions of attempts, each beside what bare JDBC does with the same rows.

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.health.HealthChecks;
import ratchet.health.HealthReport;
import ratchet.health.HealthThresholds;
import ratchet.model.ModelName;
import ratchet.seed.SeedPlan;
import ratchet.seed.SeedReport;
import ratchet.seed.Seeder;

/**
 * Arguments: attempts (5,000,000), and optionally a database to use in place of a generated one;
 * then nothing is generated. Every part runs three times, one after the other in turn; printed are
 * medians and their ratios.
 */
final class ScaleBench {
  private static final int RUNS = 3;
  private static final int ROWS_PER_STATEMENT = 20;
  private static final int CHUNK_ROWS = 2_000;

  private ScaleBench() {}

  public static void main(String[] args) throws Exception {
    long attempts = args.length > 0 ? Long.parseLong(args[0]) : 5_000_000;
    Path folder = Files.createTempDirectory("scale");
    Path file = args.length > 1 ? Path.of(args[1]) : folder.resolve("big.db");
    if (args.length < 2) {
      generate(folder, file, attempts);
    }
    check(file);
    read(file);
  }

  private interface Work {
    long rows() throws Exception;
  }

  private static double seconds(Work work, long[] rows) throws Exception {
    long started = System.nanoTime();
    rows[0] = work.rows();
    return (System.nanoTime() - started) / 1e9;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void generate(Path folder, Path file, long attempts) throws Exception {
    SeedPlan plan = new SeedPlan(42, 60, 6_000, attempts, SeedPlan.defaultEnd(Clock.systemUTC()));
    List<Double> ratios = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      Files.deleteIfExists(file);
      long[] rows = new long[1];
      double seeded = seconds(() -> seed(file, plan), rows);
      double rate = rows[0] / seeded;
      Path bare = folder.resolve("bare.db");
      double bareRate = rows[0] / insert(file, bare);
      Files.delete(bare);
      ratios.add(rate / bareRate);
      System.out.printf(
          "generate: %,.0f rows/s, bare insert %,.0f rows/s, share %.2f, peak heap %,d MiB%n",
          rate, bareRate, rate / bareRate, peakMebibytes());
    }
    System.out.printf("generate: median share of the bare insert rate %.2f%n", median(ratios));
  }

  private static long seed(Path file, SeedPlan plan) {
    try (Database database = Database.openReadWrite(file)) {
      SeedReport report = Seeder.seed(database, plan, false);
      return report.total();
    }
  }

  private static long peakMebibytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum()
        >> 20;
  }

  /**
   * Seconds to insert the same rows, twenty to a statement, in one transaction; not to read them.
   */
  private static double insert(Path from, Path into) throws SQLException {
    Database.openReadWrite(into).close(); // makes the tables
    long nanos = 0;
    try (Connection source = DriverManager.getConnection("jdbc:sqlite:" + from)) {
      Connection target = DriverManager.getConnection("jdbc:sqlite:" + into);
      try (Statement pragma = target.createStatement()) {
        // as the generator has it, for the keys that come in no order
        pragma.execute("PRAGMA cache_size = -262144");
      }
      target.setAutoCommit(false);
      for (String table : tables(source)) {
        nanos += copy(source, target, table);
      }
      long started = System.nanoTime();
      target.commit();
      target.close();
      nanos += System.nanoTime() - started;
    }
    return nanos / 1e9;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                    + " AND name NOT LIKE 'ratchet_%'")) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  private static long copy(Connection source, Connection target, String table) throws SQLException {
    long nanos = 0;
    try (Statement statement = source.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
      int width = found.getMetaData().getColumnCount();
      String row = "(?" + ",?".repeat(width - 1) + ")";
      String values = " VALUES " + row + ("," + row).repeat(ROWS_PER_STATEMENT - 1);
      try (PreparedStatement insert = target.prepareStatement("INSERT INTO " + table + values)) {
        List<Object> chunk = new ArrayList<>();
        while (found.next()) {
          for (int i = 1; i <= width; i++) {
            chunk.add(found.getObject(i));
          }
          if (chunk.size() == CHUNK_ROWS * width) {
            nanos += insert(insert, chunk, width * ROWS_PER_STATEMENT);
            chunk.clear();
          }
        }
        // what is left of a chunk is left out: less than a thousandth
      }
    }
    return nanos;
  }

  private static long insert(PreparedStatement statement, List<Object> values, int perStatement)
      throws SQLException {
    long started = System.nanoTime();
    for (int from = 0; from < values.size(); from += perStatement) {
      for (int i = 0; i < perStatement; i++) {
        bind(statement, i + 1, values.get(from + i));
      }
      statement.executeUpdate();
    }
    return System.nanoTime() - started;
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof Double number) {
      statement.setDouble(index, number);
    } else if (value instanceof Number number) {
      statement.setLong(index, number.longValue());
    } else {
      statement.setString(index, (String) value);
    }
  }

  private static void check(Path file) throws Exception {
    List<Double> checks = new ArrayList<>();
    List<Double> scans = new ArrayList<>();
    long[] rows = new long[1];
    for (int run = 0; run < RUNS; run++) {
      scans.add(seconds(() -> scan(file), rows));
      long scanned = rows[0];
      checks.add(seconds(() -> examine(file), rows));
      System.out.printf(
          "check: %.1f s, bare scan of %,d rows %.1f s%n",
          checks.get(run), scanned, scans.get(run));
    }
    System.out.printf(
        "check: median %.1f s, scan %.1f s, ratio %.2f, peak heap %,d MiB%n",
        median(checks), median(scans), median(checks) / median(scans), peakMebibytes());
  }

  private static long examine(Path file) {
    try (Database database = Database.openReadOnly(file)) {
      HealthReport report =
          HealthChecks.run(database, Clock.systemUTC(), HealthThresholds.standard(), false);
      return report.checks().size();
    }
  }

  /** Every column of every table, a number as a double and anything else as a text. */
  private static long scan(Path file) throws SQLException {
    long rows = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (String table : tables(connection)) {
        rows += scan(connection, table);
      }
    }
    return rows;
  }

  private static long scan(Connection connection, String table) throws SQLException {
    long rows = 0;
    double sum = 0;
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
      int width = found.getMetaData().getColumnCount();
      boolean[] isText = new boolean[width];
      for (int i = 0; i < width; i++) {
        isText[i] = found.getMetaData().getColumnType(i + 1) == Types.VARCHAR;
      }
      while (found.next()) {
        for (int i = 0; i < width; i++) {
          if (isText[i]) {
            String text = found.getString(i + 1);
            sum += text == null ? 0 : text.length();
          } else {
            sum += found.getDouble(i + 1);
          }
        }
        rows++;
      }
    }
    if (Double.isInfinite(sum)) {
      throw new IllegalStateException("an infinite number in " + table);
    }
    return rows;
  }

  private static void read(Path file) throws Exception {
    List<Double> reads = new ArrayList<>();
    long[] rows = new long[1];
    for (int run = 0; run < RUNS; run++) {
      reads.add(
          seconds(
              () -> {
                try (Database database = Database.openReadOnly(file)) {
                  return TrainingReader.read(database, ModelName.FILLNET, ReadOptions.DEFAULT)
                      .size();
                }
              },
              rows));
      System.out.printf(
          "read: %,d FillNet rows in %.2f s, %,.0f rows/s%n",
          rows[0], reads.get(run), rows[0] / reads.get(run));
    }
    System.out.printf("read: median %,.0f rows/s%n", rows[0] / median(reads));
  }
}
