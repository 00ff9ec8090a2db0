package ratchet.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import ratchet.data.sqlite.Database;
import ratchet.seed.SeedCopies;
import ratchet.seed.SeedPlan;

/** A generated database that every check passes, to copy and to break. */
final class HealthDatabase {
  static final Instant END = Instant.parse("2026-03-01T00:00:00Z");

  /** An hour after the last row. */
  static final Clock CLOCK = Clock.fixed(END.plus(Duration.ofHours(1)), ZoneOffset.UTC);

  /** A service that logs the mints of the last days as others of weeks ago, with a blank behind. */
  static final String[] MINTS_IN_TWO_SPELLINGS =
      Stream.concat(
              Stream.of(
                  "CREATE TABLE pairs AS WITH numbered AS (SELECT mint, row_number() OVER (ORDER"
                      + " BY created_at, mint) AS place FROM candidates) SELECT late.mint AS old,"
                      + " early.mint || ' ' AS new FROM numbered AS late JOIN numbered AS early ON"
                      + " late.place = early.place + 320"),
              Stream.of(
                      "exec_outcomes",
                      "sim_exec_outcomes",
                      "scores",
                      "sizing_decisions",
                      "rug_verdicts")
                  .map(
                      table ->
                          "UPDATE "
                              + table
                              + " SET mint = (SELECT new FROM pairs WHERE old = mint) WHERE mint"
                              + " IN (SELECT old FROM pairs)"))
          .toArray(String[]::new);

  private HealthDatabase() {}

  static Path create(Path file, long seed) {
    return SeedCopies.copy(new SeedPlan(seed, 21, 360, 5_400, END), file);
  }

  /** A copy of the file with the statements done to it. */
  static Path broken(Path original, Path copy, String... statements) {
    try {
      Files.copy(original, copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return execute(copy, statements);
  }

  static Path execute(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  static HealthReport check(Path file) {
    return check(file, CLOCK);
  }

  static HealthReport check(Path file, Clock clock) {
    try (Database database = Database.openReadOnly(file)) {
      return HealthChecks.run(database, clock, HealthThresholds.standard(), false);
    }
  }

  static HealthResult examine(Path file) {
    try (Database database = Database.openReadOnly(file)) {
      return HealthChecks.examine(database, CLOCK, HealthThresholds.standard(), false);
    }
  }

  /** Names of the checks that did not pass, as {@code fail:name} and {@code warn:name}. */
  static List<String> complaints(HealthReport report) {
    return report.checks().stream()
        .filter(check -> check.status() != CheckStatus.PASS)
        .map(check -> check.status().label() + ":" + check.name())
        .toList();
  }
}
