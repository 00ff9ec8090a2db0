package ratchet.health;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.health.HealthDatabase.complaints;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Injects one fault at a time into a healthy database: exactly the expected checks complain. */
class FaultCatalogueTest {
  @TempDir static Path seeded;
  @TempDir Path folder;

  private static Path original;

  @BeforeAll
  static void seed() {
    original = HealthDatabase.create(seeded.resolve("healthy.db"), 1);
  }

  @Test
  void nobodyComplainsOfHealthyData() {
    assertThat(complaints(HealthDatabase.check(original))).isEmpty();
    assertThat(HealthDatabase.check(original).healthy()).isTrue();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // volume
        "DELETE FROM fills WHERE created_at < (SELECT created_at FROM fills ORDER BY created_at"
            + " DESC LIMIT 1 OFFSET 400) | fail:rows_fills",
        "DELETE FROM rug_verdicts WHERE rowid % 4 | fail:rows_rug_verdicts fail:inputs_rugguard",
        // the file
        "PRAGMA journal_mode = DELETE | warn:journal_mode",
        // columns
        "ALTER TABLE fills DROP COLUMN price | fail:columns_fills",
        "ALTER TABLE fills ADD COLUMN venue TEXT |",
        "ALTER TABLE exec_outcomes DROP COLUMN notes |",
        "CREATE TABLE copy AS SELECT * FROM exec_outcomes; ALTER TABLE exec_outcomes RENAME TO old;"
            + " CREATE TABLE exec_outcomes (ts INTEGER, quote_price REAL, exec_price REAL, filled"
            + " INTEGER, route TEXT, cu_price INTEGER, slippage_bps_req REAL, slippage_bps_real"
            + " VARCHAR(9), time_to_land_ms INTEGER, error_code TEXT, notes TEXT,"
            + " priority_fee_lamports INTEGER, amount_in REAL, amount_out REAL, fee_lamports_total"
            + " INTEGER, mint TEXT, order_id TEXT, side TEXT); INSERT INTO exec_outcomes SELECT *"
            + " FROM copy | fail:columns_exec_outcomes",
        // keys
        "CREATE TABLE copy AS SELECT * FROM fills; DROP TABLE fills; ALTER TABLE copy RENAME TO"
            + " fills; INSERT INTO fills SELECT * FROM fills WHERE rowid % 50 = 0 |"
            + " warn:keys_fills",
        "CREATE TABLE copy AS SELECT * FROM sizing_decisions; DROP TABLE sizing_decisions; ALTER"
            + " TABLE copy RENAME TO sizing_decisions; UPDATE sizing_decisions SET id = id - id %"
            + " 10 | fail:keys_sizing_decisions",
        // times
        "UPDATE exec_outcomes SET ts = ts / 1000 WHERE rowid % 50 = 0 | warn:time_exec_outcomes",
        "UPDATE scores SET ts = ts / 1000 WHERE rowid % 50 = 0 | warn:time_scores",
        "UPDATE fill_preds SET ts = ts + 300000000000 WHERE rowid = 7 | fail:time_fill_preds",
        "UPDATE fill_preds SET ts = ts * 1000 WHERE rowid = 7 | fail:time_fill_preds",
        "UPDATE scores SET ts = -5 WHERE rowid = 7 | fail:time_scores",
        "UPDATE rug_verdicts SET ts = 'soon' WHERE rowid = 7 | warn:time_rug_verdicts",
        "UPDATE rug_verdicts SET ts = 'soon' WHERE rowid % 20 = 7 | fail:time_rug_verdicts",
        "UPDATE fills SET created_at = 'yesterday' WHERE rowid = 7 | warn:time_fills",
        "DELETE FROM rug_verdicts WHERE ts > 1772150400000 | warn:age_rug_verdicts",
        "DELETE FROM fills WHERE created_at > '2026-02-26' | warn:age_fills",
        // values
        "UPDATE rug_verdicts SET rug_prob = 1.5 WHERE rowid = 7 | warn:values_rug_verdicts"
            + " warn:inputs_survival",
        "UPDATE rug_verdicts SET rug_prob = -0.1 WHERE rowid % 9 = 0 | fail:values_rug_verdicts"
            + " fail:inputs_survival",
        "UPDATE fills SET price = 0 WHERE rowid = 7 | warn:values_fills",
        "UPDATE fills SET price = 'dear' WHERE rowid = 7 | warn:values_fills",
        "UPDATE fill_preds SET p_fill = 9e999 WHERE rowid = 7 | warn:values_fill_preds",
        "UPDATE exec_outcomes SET time_to_land_ms = -5 WHERE rowid = 7 | warn:values_exec_outcomes",
        "UPDATE sim_exec_outcomes SET exec_price = 0 WHERE rowid IN (SELECT rowid FROM"
            + " sim_exec_outcomes WHERE filled LIMIT 1) | warn:values_sim_exec_outcomes",
        "UPDATE scores SET score = 2 WHERE rowid % 9 = 0 | fail:values_scores",
        "UPDATE sizing_decisions SET notional = -1 WHERE rowid = 7 | warn:values_sizing_decisions",
        // what services logged too late
        "CREATE TABLE later AS SELECT * FROM scores WHERE rowid % 30 = 0; DELETE FROM scores WHERE"
            + " rowid % 30 = 0; INSERT INTO scores SELECT * FROM later | warn:late_scores",
        "CREATE TABLE later AS SELECT * FROM fill_preds WHERE rowid % 30 = 0; DELETE FROM"
            + " fill_preds WHERE rowid % 30 = 0; INSERT INTO fill_preds SELECT * FROM later |"
            + " warn:late_fill_preds",
        "UPDATE scores SET ts = ts + 20000 WHERE substr(mint, -1) < '4' |"
            + " warn:late_features_alpha",
        "UPDATE sizing_decisions SET ts = ts + 20000 WHERE substr(mint, -1) < '4' |"
            + " warn:late_features_rugguard warn:late_features_survival",
        "UPDATE exec_outcomes SET time_to_land_ms = time_to_land_ms * 1000 WHERE rowid % 200 = 0 |"
            + " warn:label_windows_fillnet",
        "UPDATE exec_outcomes SET time_to_land_ms = time_to_land_ms * 1000 |"
            + " fail:label_windows_fillnet",
        // inputs
        "UPDATE fill_preds SET ctx_json = json_remove(ctx_json, '$.ctx.congestionScore') WHERE"
            + " rowid % 3 | fail:inputs_fillnet",
        "UPDATE fill_preds SET ctx_json = json_set(ctx_json, '$.ctx.rugProb', 12.5) WHERE rowid %"
            + " 500 = 0 | warn:inputs_fillnet",
        "UPDATE scores SET features_json = json_set(features_json, '$.rug_inv', -0.4) WHERE"
            + " substr(mint, -1) < '4' | fail:inputs_alpha",
        // contexts
        "UPDATE fill_preds SET ctx_json = '{\"ctx\":' WHERE rowid = 7 | warn:contexts_fillnet",
        "UPDATE fill_preds SET ctx_json = '[]' WHERE rowid % 20 = 7 | fail:contexts_fillnet",
        "UPDATE scores SET features_json = 'NaN' WHERE mint IN (SELECT mint FROM scores LIMIT 1) |"
            + " warn:contexts_alpha",
        "UPDATE sizing_decisions SET ctx_json = '{' WHERE mint IN (SELECT mint FROM"
            + " sizing_decisions LIMIT 1) | warn:contexts_rugguard warn:contexts_survival",
        "UPDATE fill_preds SET ctx_json = '{\"ctx\":{\"lpSol\":1e999}}' WHERE rowid = 7 |"
            + " warn:contexts_fillnet",
        "UPDATE fill_preds SET ctx_json = NULL WHERE rowid % 20 = 7 | fail:contexts_fillnet",
        // coverage
        "DELETE FROM scores WHERE substr(mint, -1) < 'F' | warn:features_alpha",
        "DELETE FROM fill_preds WHERE ts % 100 > 20 | fail:features_fillnet warn:contexts_fillnet"
            + " warn:fees_fillnet",
        // labels
        "DELETE FROM exec_outcomes WHERE NOT filled; DELETE FROM sim_exec_outcomes WHERE NOT filled"
            + " | fail:labels_fillnet_y_fill fail:holdout_fillnet_y_fill fail:leak_fillnet_y_fill",
        "DELETE FROM exec_outcomes WHERE NOT filled AND rowid % 9; DELETE FROM sim_exec_outcomes"
            + " WHERE NOT filled AND rowid % 9 | warn:labels_fillnet_y_fill",
        "DELETE FROM exec_outcomes WHERE NOT filled AND ts > 1771600000000; DELETE FROM"
            + " sim_exec_outcomes WHERE NOT filled AND ts > 1771600000000 |"
            + " fail:holdout_fillnet_y_fill",
        // leakage: the requested slippage is written after the outcome
        "UPDATE exec_outcomes SET slippage_bps_req = 20 + 200 * filled; UPDATE sim_exec_outcomes"
            + " SET slippage_bps_req = 20 + 200 * filled | fail:leak_fillnet_y_fill"
            + " warn:contexts_fillnet",
        // drift: a service that counts otherwise from some day on
        "UPDATE fill_preds SET ctx_json = json_set(ctx_json, '$.ctx.lpSol', json_extract(ctx_json,"
            + " '$.ctx.lpSol') / 3.0) WHERE ts > 1771900000000 | warn:drift_fillnet",
        "UPDATE scores SET features_json = json_set(features_json, '$.uniques_norm', 0) WHERE ts >"
            + " 1771900000000 | warn:drift_alpha",
        "UPDATE sizing_decisions SET ctx_json = json_set(ctx_json, '$.ctx.candidate.ageSec', 3600)"
            + " WHERE ts > 1771900000000 | warn:drift_rugguard warn:drift_survival",
        // repetition and silence
        "INSERT INTO exec_outcomes SELECT * FROM exec_outcomes WHERE rowid % 50 = 0 |"
            + " warn:duplicates_fillnet",
        "INSERT INTO exec_outcomes SELECT * FROM exec_outcomes WHERE rowid % 4 = 0 |"
            + " fail:duplicates_fillnet",
        "DELETE FROM exec_outcomes WHERE ts BETWEEN 1771000000000 AND 1771200000000; DELETE FROM"
            + " sim_exec_outcomes WHERE ts BETWEEN 1771000000000 AND 1771200000000 |"
            + " warn:silence_fillnet"
      })
  void isCaughtByItsOwnCheckAlone(String sql, String expected) {
    Path broken = HealthDatabase.broken(original, folder.resolve("broken.db"), sql.split(";"));
    String[] names = expected == null ? new String[0] : expected.split(" ");
    assertThat(complaints(HealthDatabase.check(broken))).containsExactlyInAnyOrder(names);
  }

  @Test
  void aMintInTwoSpellingsIsOnBothSides() {
    Path broken =
        HealthDatabase.broken(
            original, folder.resolve("broken.db"), HealthDatabase.MINTS_IN_TWO_SPELLINGS);
    assertThat(complaints(HealthDatabase.check(broken)))
        .containsExactlyInAnyOrder(
            "warn:shared_mints_alpha", "warn:shared_mints_rugguard", "warn:shared_mints_survival");
  }

  @ParameterizedTest
  @CsvSource({
    "fill_preds,     fill_preds|fillnet|fill_training_view",
    "scores,         scores|alpha",
    "rug_verdicts,   rug_verdicts|rugguard|survival|rug_training_view",
    "fills,          _fills"
  })
  void aMissingTableFailsEveryCheckThatReadsItAndNoOther(String table, String readers) {
    Path broken =
        HealthDatabase.broken(original, folder.resolve("broken.db"), "DROP TABLE " + table);
    HealthReport report = HealthDatabase.check(broken);
    assertThat(report.healthy()).isFalse();
    for (CheckResult check : report.checks()) {
      boolean reads = Arrays.stream(readers.split("\\|")).anyMatch(check.name()::contains);
      assertThat(check.status())
          .as(check.name())
          .isEqualTo(reads ? CheckStatus.FAIL : CheckStatus.PASS);
      assertThat(check.detail().contains("there is no table " + table)).isEqualTo(reads);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"ctx\":' | {\"ctx\":",
        "'[]' | []",
        "'{\"ctx\":{\"lpSol\":1e999}}' | {\"ctx\":{\"lpSol\":1e999}}",
        "NULL | nothing"
      },
      quoteCharacter = '`')
  void aContextThatCannotBeUsedIsShown(String json, String shown) {
    Path broken =
        HealthDatabase.broken(
            original,
            folder.resolve("broken.db"),
            "UPDATE fill_preds SET ctx_json = " + json + " WHERE rowid % 20 = 7");
    assertThat(HealthDatabase.check(broken).checks())
        .filteredOn(check -> check.name().equals("contexts_fillnet"))
        .singleElement()
        .extracting(CheckResult::detail)
        .asString()
        .endsWith("e.g. fill_preds.ctx_json of rowid 7: " + shown);
  }

  @Test
  void aMissingColumnIsNamedByEveryCheckThatReadsIt() {
    Path broken =
        HealthDatabase.broken(
            original, folder.resolve("broken.db"), "ALTER TABLE scores DROP COLUMN features_json");
    HealthReport report = HealthDatabase.check(broken);
    assertThat(complaints(report))
        .contains("fail:columns_scores", "fail:train_rows_alpha", "fail:view_alpha_training_view")
        .allMatch(name -> name.contains("alpha") || name.equals("fail:columns_scores"));
    assertThat(report.checks())
        .filteredOn(check -> check.status() == CheckStatus.FAIL)
        .allMatch(check -> check.detail().equals("scores has no column features_json"));
  }

  @Test
  void tooFewMintsLeaveTooFewRowsToFit() {
    Path broken =
        HealthDatabase.broken(
            original,
            folder.resolve("broken.db"),
            "DELETE FROM sizing_decisions WHERE substr(mint, -1) < 'g'");
    assertThat(complaints(HealthDatabase.check(broken)))
        .contains("fail:train_rows_rugguard")
        .allMatch(name -> name.contains("rugguard") || name.contains("survival"));
  }
}
