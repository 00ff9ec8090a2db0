package ratchet.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.model.InputException;
import ratchet.model.Json;

class SeederTest {
  /** One row as a service would write it into each table that is seeded, and one beside it. */
  private static final String[] OTHERS = {
    "INSERT INTO exec_outcomes (ts, mint, filled, exec_price, notes) VALUES (5, 'So1', 1, 2, '')",
    "INSERT INTO exec_outcomes (ts, filled) VALUES (6, 0)",
    "INSERT INTO sim_exec_outcomes (ts, mint, route) VALUES (5, 'So1', 'jito')",
    "INSERT INTO fills (signature, mint) VALUES ('5ig', 'So1')",
    "INSERT INTO fill_preds (ts, route, ctx_json) VALUES (5, 'jito', '{\"ctx\":{\"lpSol\":1}}')",
    "INSERT INTO fill_preds (ts, route) VALUES (6, 'jito')",
    "INSERT INTO scores (ts, mint, horizon) VALUES (5, 'seed', '10m')",
    "INSERT INTO candidates (mint, source) VALUES ('Seed1', 'seed')",
    "INSERT INTO rug_verdicts (ts, mint) VALUES (5, '0SEED')",
    "INSERT INTO sizing_decisions (ts, mint) VALUES (5, 'So1')",
    "INSERT INTO sizing_outcomes (ts, mint) VALUES (5, 'So1')",
    "INSERT INTO fee_decisions (ts, ctx_json) VALUES (5, '{\"ctx\":{\"seed\":1}}')",
    "INSERT INTO hazard_states (ts, mint) VALUES (5, 'So1')",
    "INSERT INTO prices (ts, symbol, usd) VALUES (5, 'SOL', 150.0)",
    "INSERT INTO migration_events (ts, mint) VALUES (5, 'So1')",
    "INSERT INTO backtest_runs (started_ts) VALUES (5)"
  };

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("trenches.db");
  }

  @Test
  void oneSeedGivesOneDatabase() throws Exception {
    Path other = folder.resolve("other.db");
    Seeded.seed(file, Seeded.SMALL);
    Seeded.seed(other, Seeded.SMALL);
    assertThat(Seeded.dump(file)).isEqualTo(Seeded.dump(other));
    assertThat(Seeder.truthFile(file)).hasSameTextualContentAs(Seeder.truthFile(other));
  }

  @Test
  void aSecondRunReplacesTheFirst() throws Exception {
    Seeded.seed(file, Seeded.SMALL);
    Map<String, List<String>> first = Seeded.dump(file);
    Seeded.seed(file, new SeedPlan(8, 4, 30, 600, Seeded.END));
    assertThat(Seeded.dump(file)).isNotEqualTo(first);
    Seeded.seed(file, Seeded.SMALL);
    assertThat(Seeded.dump(file)).isEqualTo(first);
  }

  @Test
  void anotherEndMovesTheSameRowsInTime() throws Exception {
    Path later = folder.resolve("later.db");
    Seeded.seed(file, Seeded.SMALL);
    Seeded.seed(later, new SeedPlan(7, 4, 30, 600, Seeded.END.plusSeconds(86_400)));
    String moved = "SELECT ts + %d, mint, filled, exec_price FROM exec_outcomes ORDER BY rowid";
    assertThat(Seeded.query(later, moved.formatted(0)))
        .isEqualTo(Seeded.query(file, moved.formatted(86_400_000)));
  }

  @Test
  void writesExactlyTheAttemptsThatWereAskedFor() throws Exception {
    SeedReport report = Seeded.seed(file, Seeded.SMALL);
    assertThat(report.rows().get("exec_outcomes") + report.rows().get("sim_exec_outcomes"))
        .isEqualTo(600);
    for (Map.Entry<String, Long> table : report.rows().entrySet()) {
      assertThat(Seeded.query(file, "SELECT count(*) FROM " + table.getKey()))
          .containsExactly(table.getValue().toString());
    }
  }

  @Test
  void theTruthIsKeptBesideTheDatabaseAndInIt() throws Exception {
    SeedReport report = Seeded.seed(file, Seeded.SMALL);
    assertThat(report.truthFile()).isEqualTo(folder.resolve("trenches.db.truth.json"));
    String truth = Files.readString(report.truthFile());
    assertThat(Json.read(truth).get("seed").intValue()).isEqualTo(7);
    assertThat(Json.read(truth).get("end").textValue()).isEqualTo("2026-11-24T00:00:00Z");
    assertThat(Json.read(truth).at("/alpha/10m")).hasSize(11);
    assertThat(Seeded.query(file, "SELECT truth_json FROM ratchet_seed")).containsExactly(truth);
  }

  @Test
  void refusesADatabaseWithRowsOfOthersAndLeavesIt() throws Exception {
    Database.openReadWrite(file).close();
    Seeded.execute(file, OTHERS);
    Map<String, List<String>> before = Seeded.dump(file);
    assertThatThrownBy(() -> Seeded.seed(file, Seeded.SMALL))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds rows that were not generated")
        .hasMessageContaining("exec_outcomes 2")
        .hasMessageContaining("prices 1");
    assertThat(Seeded.dump(file)).isEqualTo(before);
    assertThat(Seeder.truthFile(file)).doesNotExist();
  }

  @Test
  void aRefusalKeepsWhatAnEarlierRunWrote() throws Exception {
    Seeded.seed(file, Seeded.SMALL);
    Seeded.execute(file, OTHERS);
    Map<String, List<String>> before = Seeded.dump(file);
    assertThatThrownBy(() -> Seeded.seed(file, Seeded.SMALL)).isInstanceOf(InputException.class);
    assertThat(Seeded.dump(file)).isEqualTo(before);
  }

  @Test
  void aPurgeRemovesTheGeneratedRowsAndNothingElse() throws Exception {
    Database.openReadWrite(file).close();
    Seeded.execute(file, OTHERS);
    Map<String, List<String>> before = Seeded.dump(file);
    Seeded.seed(file, Seeded.SMALL, true);
    // the very price that was generated, once more, as a service might have written it
    Seeded.execute(file, "INSERT INTO prices SELECT ts, symbol, usd FROM prices WHERE rowid = 2");
    String price = Seeded.query(file, "SELECT * FROM prices WHERE rowid = 2").get(0);
    Seeded.execute(file, "VACUUM");
    SeedReport report = purge();
    before.get("prices").add(price);
    assertThat(Seeded.dump(file)).isEqualTo(before);
    assertThat(report.rows().get("exec_outcomes") + report.rows().get("sim_exec_outcomes"))
        .isEqualTo(600);
    assertThat(Seeder.truthFile(file)).doesNotExist();
    assertThat(Seeded.query(file, "SELECT name FROM sqlite_master WHERE name LIKE 'ratchet%'"))
        .isEmpty();
  }

  @Test
  void whereNothingWasGeneratedAPurgeRemovesNothing() throws Exception {
    Database.openReadWrite(file).close();
    Seeded.execute(file, OTHERS);
    Map<String, List<String>> before = Seeded.dump(file);
    assertThat(purge().total()).isZero();
    assertThat(Seeded.dump(file)).isEqualTo(before);
  }

  @Test
  void aTableOfAnotherShapeIsRefusedAndNothingIsWritten() throws Exception {
    Database.openReadWrite(file).close();
    Seeded.execute(file, "ALTER TABLE hazard_states DROP COLUMN ladder_json");
    Map<String, List<String>> before = Seeded.dump(file);
    assertThatThrownBy(() -> Seeded.seed(file, Seeded.SMALL))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ladder_json");
    assertThat(Seeded.dump(file)).isEqualTo(before);
  }

  @Test
  void theDefaultEndIsTheStartOfTheDay() {
    Clock clock = Clock.fixed(Instant.parse("2026-03-04T23:59:59.5Z"), ZoneOffset.UTC);
    assertThat(SeedPlan.defaultEnd(clock)).isEqualTo("2026-03-04T00:00:00Z");
  }

  @Test
  void sizesOutOfRangeAreNamed() {
    assertThatThrownBy(() -> new SeedPlan(1, 0, 10, 1000, Seeded.END))
        .isInstanceOf(InputException.class)
        .hasMessage("--days 0 is out of range");
    assertThatThrownBy(() -> new SeedPlan(1, 5, 100, 1000, Seeded.END))
        .isInstanceOf(InputException.class)
        .hasMessage("--attempts 1000 is out of range");
    assertThatThrownBy(() -> new SeedPlan(1, 5, 10, 1000, Instant.EPOCH))
        .isInstanceOf(InputException.class);
  }

  private SeedReport purge() {
    try (Database database = Database.openExisting(file)) {
      return Seeder.purge(database);
    }
  }
}
