package ratchet.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.health.HealthDatabase.complaints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.data.sqlite.Database;
import ratchet.model.InputException;
import ratchet.process.JavaProcess;

/** Checks of a file that another process is writing, or has stopped writing halfway. */
@Timeout(180)
class BusyDatabaseTest {
  @TempDir static Path seeded;
  @TempDir Path folder;

  private static Path original;

  @BeforeAll
  static void seed() {
    original = HealthDatabase.create(seeded.resolve("healthy.db"), 1);
  }

  /** Two thousand rows a second: half into one table, half into another, always together. */
  @ParameterizedTest
  @CsvSource({"WAL", "DELETE"})
  void isRightWhileAServiceWrites(String journalMode) throws Exception {
    Path file = copy(journalMode);
    long execBefore = rows(HealthDatabase.check(file), "rows_exec_outcomes");
    long fillsBefore = rows(HealthDatabase.check(file), "rows_fills");
    long written = 0;
    try (JavaProcess writer = WriterProcess.start("stream", file.toString()).await("writing")) {
      for (int check = 0; check < 3; check++) {
        HealthReport report = HealthDatabase.check(file);
        // the attempts that are written have no decision of their own
        assertThat(complaints(report))
            .isSubsetOf("warn:journal_mode", "warn:contexts_fillnet")
            .filteredOn(complaint -> complaint.endsWith("journal_mode"))
            .hasSize(journalMode.equals("WAL") ? 0 : 1);
        long exec = rows(report, "rows_exec_outcomes") - execBefore;
        // one moment: every transaction whole, in both tables
        assertThat(exec).isGreaterThan(written).matches(rows -> rows % WriterProcess.BATCH == 0);
        assertThat(rows(report, "rows_fills") - fillsBefore).isEqualTo(exec);
        assertThat(writer.isAlive()).isTrue();
        written = exec;
        Thread.sleep(300);
      }
      writer.end();
    }
    assertThat(rows(HealthDatabase.check(file), "rows_fills") - fillsBefore)
        .isGreaterThanOrEqualTo(written);
  }

  /** Stopped in the middle of a transaction: what was committed before is there to read. */
  @ParameterizedTest
  @CsvSource({"WAL, BEGIN IMMEDIATE", "WAL, BEGIN EXCLUSIVE", "DELETE, BEGIN IMMEDIATE"})
  void readsTheLastCommittedStateOfAStoppedWriter(String journalMode, String begin)
      throws Exception {
    Path file = copy(journalMode);
    HealthReport before = HealthDatabase.check(file);
    try (JavaProcess writer =
        WriterProcess.start("hold", file.toString(), begin).await("in transaction")) {
      writer.stop();
      HealthReport meanwhile = HealthDatabase.check(file);
      assertThat(meanwhile.checks())
          .filteredOn(check -> !check.name().equals("pending_wal"))
          .isEqualTo(
              before.checks().stream()
                  .filter(check -> !check.name().equals("pending_wal"))
                  .toList());
      writer.goOn();
      writer.end();
    }
    assertThat(rows(HealthDatabase.check(file), "rows_fills"))
        .isLessThan(rows(before, "rows_fills"));
  }

  /**
   * With a rollback journal, an exclusive writer blocks readers; the message names its process
   * number.
   */
  @Test
  void saysWhoKeepsItOutInsteadOfWaitingForEver() throws Exception {
    Path file = copy("DELETE");
    try (JavaProcess writer =
        WriterProcess.start("hold", file.toString(), "BEGIN EXCLUSIVE").await("in transaction")) {
      writer.stop();
      assertThatThrownBy(() -> HealthDatabase.check(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(file + " is locked by process " + writer.pid() + " (")
          .hasMessageContaining("for more than 5 s");
      writer.goOn();
      writer.end();
    }
    assertThat(rows(HealthDatabase.check(file), "rows_fills")).isPositive();
  }

  /** A writer that was killed leaves nothing in a log, and half a transaction in a journal. */
  @Test
  void saysWhatAKilledWriterLeftAndHowToFixIt() throws Exception {
    Path file = copy("WAL");
    HealthReport before = HealthDatabase.check(file);
    try (JavaProcess writer =
        WriterProcess.start("spill", file.toString(), "BEGIN").await("in transaction")) {
      writer.kill();
    }
    assertThat(rows(HealthDatabase.check(file), "rows_fills"))
        .isEqualTo(rows(before, "rows_fills"));
    HealthDatabase.execute(file, "PRAGMA journal_mode = DELETE");
    try (JavaProcess writer =
        WriterProcess.start("spill", file.toString(), "BEGIN").await("in transaction")) {
      writer.kill();
    }
    assertThatThrownBy(() -> HealthDatabase.check(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds the unfinished transaction of a writer that died");
    // the remedy
    HealthDatabase.execute(file, "PRAGMA user_version");
    assertThat(rows(HealthDatabase.check(file), "rows_fills"))
        .isEqualTo(rows(before, "rows_fills"));
  }

  @Test
  void aLogThatHasGrownIsTold() throws Exception {
    Path file = copy("WAL");
    try (Connection service = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = service.createStatement()) {
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      statement.execute("CREATE TABLE other AS SELECT zeroblob(3000000)");
      CheckResult small = pendingLog(file, 64);
      assertThat(small.status()).isEqualTo(CheckStatus.PASS);
      CheckResult large = pendingLog(file, 2);
      assertThat(large.status()).isEqualTo(CheckStatus.WARN);
      assertThat(large.measured().json().doubleValue()).isBetween(2.8, 3.5);
      assertThat(large.remedy()).contains("wal_checkpoint");
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      assertThat(pendingLog(file, 2).status()).isEqualTo(CheckStatus.PASS);
    }
  }

  private CheckResult pendingLog(Path file, int megabytes) throws IOException {
    Path limits = folder.resolve("limits.json");
    String standard = Files.readString(Path.of("lib/ratchet/health/health.json"));
    String field = "\"pending_log_megabytes_warn_above\": ";
    assertThat(standard).contains(field + "64");
    Files.writeString(limits, standard.replace(field + "64", field + megabytes));
    try (Database database = Database.openReadOnly(file)) {
      HealthContext context =
          new HealthContext(
              database, HealthDatabase.CLOCK.instant(), HealthThresholds.read(limits));
      return new PendingLogCheck().run(context);
    }
  }

  private Path copy(String journalMode) {
    return HealthDatabase.broken(
        original, folder.resolve("busy.db"), "PRAGMA journal_mode = " + journalMode);
  }

  private static long rows(HealthReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow()
        .measured()
        .json()
        .longValue();
  }
}
