package ratchet.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.health.HealthDatabase.complaints;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Schema;
import ratchet.data.sqlite.Tables;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.ReadOptions;
import ratchet.data.views.InstalledViews;
import ratchet.data.views.TrainingViews;
import ratchet.health.summary.SetSummary;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

class HealthChecksTest {
  private static final TrainOptions OPTIONS =
      new TrainOptions(
          ReadOptions.DEFAULT,
          TrainOptions.DEFAULT_SEED,
          TrainOptions.DEFAULT_THREADS,
          HealthDatabase.CLOCK,
          Optional.empty());

  @TempDir static Path seeded;
  @TempDir Path folder;

  private static Path healthy;

  @BeforeAll
  static void seed() {
    healthy = HealthDatabase.create(seeded.resolve("healthy.db"), 2);
  }

  @Test
  void everyCheckFailsOnTablesWithoutRows() {
    Path file = folder.resolve("empty.db");
    Database.openReadWrite(file).close();
    HealthReport report = HealthDatabase.check(file);
    assertThat(ofData(report)).isNotEmpty().allMatch(c -> c.status() == CheckStatus.FAIL);
    assertThat(report.healthy()).isFalse();
  }

  @Test
  void everyCheckFailsWithoutTables() {
    Path file = HealthDatabase.execute(folder.resolve("bare.db"), "CREATE TABLE other (x)");
    HealthReport report = HealthDatabase.check(file);
    assertThat(ofData(report))
        .isNotEmpty()
        .allMatch(c -> c.status() == CheckStatus.FAIL)
        .allMatch(c -> c.detail().startsWith("there is no table "))
        .allMatch(c -> c.remedy().contains("seed_training_data"));
  }

  /** All checks but those of the file itself. */
  private static List<CheckResult> ofData(HealthReport report) {
    List<String> ofFile = List.of("file_integrity", "journal_mode", "pending_wal");
    return report.checks().stream().filter(check -> !ofFile.contains(check.name())).toList();
  }

  /** Empties one table at a time: every check that reads it fails. */
  @ParameterizedTest
  @CsvSource({
    "fill_preds,       _fill_preds",
    "scores,           _scores",
    "rug_verdicts,     _rug_verdicts",
    "fills,            _fills",
    "sizing_decisions, _sizing_decisions",
  })
  void anEmptyTableFailsEveryCheckThatLooksAtIt(String table, String suffix) {
    Path file = HealthDatabase.broken(healthy, folder.resolve("broken.db"), "DELETE FROM " + table);
    HealthReport report = HealthDatabase.check(file);
    List<CheckResult> own =
        report.checks().stream().filter(check -> check.name().endsWith(suffix)).toList();
    assertThat(own).hasSizeGreaterThan(2).allMatch(c -> c.status() == CheckStatus.FAIL);
    assertThat(own).allMatch(check -> check.detail().equals(table + " is empty"));
    assertThat(report.healthy()).isFalse();
  }

  @Test
  void theGuidesChecksAreAmongThem() {
    List<String> names =
        HealthDatabase.check(healthy).checks().stream().map(CheckResult::name).toList();
    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    assertThat(names)
        .contains(
            "rows_exec_outcomes",
            "rows_sim_exec_outcomes",
            "rows_fills",
            "rows_rug_verdicts",
            "rows_scores",
            "view_fill_training_view",
            "view_alpha_training_view",
            "view_rug_training_view",
            "view_survival_training_view");
  }

  /** Renames one column at a time: there is always a report, and the check of the columns fails. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec_outcomes",
        "sim_exec_outcomes",
        "fills",
        "fill_preds",
        "scores",
        "rug_verdicts",
        "sizing_decisions"
      })
  void noMissingColumnEndsInAFailureOfItsOwn(String table) {
    List<String> needed = HealthThresholds.standard().requiredColumns().get(table);
    Path file = HealthDatabase.broken(healthy, folder.resolve("broken.db"));
    for (String column : needed) {
      HealthDatabase.execute(file, renamed(table, column, "gone"));
      assertThat(complaints(HealthDatabase.check(file))).contains("fail:columns_" + table);
      HealthDatabase.execute(file, renamed(table, "gone", column));
    }
  }

  @Test
  void columnsThatTrainingDoesNotReadMayBeMissing() {
    Path file = HealthDatabase.broken(healthy, folder.resolve("broken.db"));
    HealthThresholds.standard()
        .requiredColumns()
        .forEach(
            (table, needed) ->
                Schema.columns(table).keySet().stream()
                    .filter(column -> !needed.contains(column))
                    .map(column -> renamed(table, column, column + "_gone"))
                    .forEach(sql -> HealthDatabase.execute(file, sql)));
    assertThat(complaints(HealthDatabase.check(file))).isEmpty();
  }

  private static String renamed(String table, String from, String to) {
    return "ALTER TABLE " + table + " RENAME COLUMN " + from + " TO " + to;
  }

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void countsTheVeryRowsThatTheTrainerFits(ModelName model) {
    ChronologicalSplit.Sizes split =
        TrainingRun.of(model, LogFiles.of(healthy), folder, OPTIONS)
            .run(line -> {})
            .trained()
            .split();
    try (Database database = Database.openReadOnly(healthy)) {
      SetSummary summary =
          SetSummary.ofAll(database, Set.of(model), DecidedAttempts.Listener.NONE).get(model);
      assertThat(summary.trainRows()).isEqualTo(split.train()).isPositive();
      assertThat(summary.holdoutRows()).isEqualTo(split.holdout()).isPositive();
      assertThat(summary.holdoutFromMs()).hasValue(split.holdoutFromMs());
    }
  }

  @Test
  void staleTablesWarn() {
    Clock later = Clock.offset(HealthDatabase.CLOCK, Duration.ofDays(3));
    HealthReport report = HealthDatabase.check(healthy, later);
    assertThat(complaints(report)).isNotEmpty().allMatch(name -> name.startsWith("warn:age_"));
    assertThat(report.healthy()).isTrue();
    assertThat(new HealthReport(report.checks(), true).healthy()).isFalse();
  }

  @Test
  void saysWhichViewsAreInTheFile() {
    assertThat(detail(healthy, "view_alpha_training_view")).contains("not installed");
    Path file =
        HealthDatabase.broken(
            healthy, folder.resolve("views.db"), "CREATE VIEW alpha_training_view AS SELECT 1");
    assertThat(detail(file, "view_alpha_training_view")).contains("another view of this name");
    InstalledViews.install(file);
    for (String view : TrainingViews.names()) {
      assertThat(detail(file, "view_" + view)).contains("installed in the file");
    }
    assertThat(complaints(HealthDatabase.check(file))).isEmpty();
  }

  @Test
  void installingViewsAddsNothingElse() {
    Path file = folder.resolve("other.db");
    HealthDatabase.execute(file, "CREATE TABLE exec_outcomes (ts INTEGER)");
    assertThatThrownBy(() -> InstalledViews.install(folder.resolve("none.db")))
        .isInstanceOf(InputException.class);
    assertThat(folder.resolve("none.db")).doesNotExist();
    assertThatThrownBy(() -> InstalledViews.install(file)).isInstanceOf(InputException.class);
    try (Database database = Database.openReadOnly(file)) {
      assertThat(Tables.names(database)).containsExactly("exec_outcomes");
    }
  }

  @Test
  void checkingLeavesTheFileAsItIs() throws IOException {
    byte[] before = Files.readAllBytes(healthy);
    HealthDatabase.check(healthy);
    assertThat(Files.readAllBytes(healthy)).isEqualTo(before);
  }

  @Test
  void aDamagedPageIsAnInputFailureAndNoVerdict() throws IOException {
    Path file = HealthDatabase.broken(healthy, folder.resolve("damaged.db"));
    try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
      pages.seek(pages.length() / 4096 / 2 * 4096);
      pages.write(new byte[4096 * 8]);
    }
    assertThatThrownBy(() -> HealthDatabase.check(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("damaged.db");
  }

  private static String detail(Path file, String name) {
    return HealthDatabase.check(file).checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow()
        .detail();
  }
}
