package ratchet.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.data.sqlite.TestDatabase.MINUTE;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.inspection.KeyDuplicates;
import ratchet.model.InputException;

class TablesTest {
  @TempDir Path folder;
  private TestDatabase made;

  @BeforeEach
  void create() {
    made = new TestDatabase(folder);
  }

  @Test
  void countsUnitsAndFindsTheFirstAndLastMoment() {
    made.run("INSERT INTO prices VALUES (?, 'SOL', 1)", T)
        .run("INSERT INTO prices VALUES (?, 'SOL', 1)", T / 1000 + 60)
        .run("INSERT INTO prices VALUES (-5, 'SOL', 1)")
        .run("INSERT INTO prices VALUES ('soon', 'SOL', 1)");
    assertThat(counts("prices"))
        .isEqualTo(
            new TableCounts(
                "prices",
                "ts",
                4,
                2,
                1,
                1,
                1,
                0,
                OptionalLong.of(-5000),
                OptionalLong.of(T + 60_000)));
  }

  @Test
  void aRowIsLateWhenThoseWrittenBeforeItAreLater() {
    made.run("INSERT INTO prices VALUES (?, 'SOL', 1)", T)
        .run("INSERT INTO prices VALUES (?, 'SOL', 1)", T + 120_000)
        .run("INSERT INTO prices VALUES (?, 'SOL', 1)", T + 60_000)
        .run("INSERT INTO prices VALUES (?, 'SOL', 1)", T / 1000 + 59)
        .run("INSERT INTO prices VALUES ('soon', 'SOL', 1)")
        .run("INSERT INTO prices VALUES (?, 'SOL', 1)", 2 * T)
        .run("INSERT INTO prices VALUES (?, 'SOL', 1)", T + 180_000)
        .run("CREATE INDEX in_order ON prices (ts)");
    Duration minute = Duration.ofMinutes(1);
    try (Database database = Database.openReadOnly(made.file())) {
      assertThat(Tables.counts(database, "prices", minute, T + MINUTE * 60).late()).isEqualTo(1);
      assertThat(Tables.counts(database, "prices", minute, 3 * T).late()).isEqualTo(2);
      assertThat(Tables.counts(database, "prices").late()).isZero();
    }
  }

  @Test
  void readsBothKindsOfTextTime() {
    made.run("INSERT INTO fills (signature, created_at) VALUES ('a', '2026-01-01 00:00:01')")
        .run("INSERT INTO fills (signature, created_at) VALUES ('b', '2026-01-02T00:00:00Z')")
        .run("INSERT INTO fills (signature, created_at) VALUES ('c', 'yesterday')");
    TableCounts counts = counts("fills");
    assertThat(counts.timeColumn()).isEqualTo("created_at");
    assertThat(counts.withoutTime()).isEqualTo(1);
    assertThat(counts.firstMs()).hasValue(1_767_225_601_000L);
    assertThat(counts.lastMs()).hasValue(1_767_312_000_000L);
  }

  @Test
  void anEmptyTableHasNoMoments() {
    assertThat(counts("scores"))
        .isEqualTo(
            new TableCounts(
                "scores", "ts", 0, 0, 0, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty()));
  }

  @Test
  void tellsColumnsTypesAndTheKey() {
    try (Database database = Database.openReadOnly(made.file())) {
      TableInfo info = Tables.info(database, "sim_exec_outcomes").orElseThrow();
      assertThat(info.primaryKey()).containsExactly("mint", "ts", "route");
      assertThat(info.column("exec_price").orElseThrow().type()).isEqualTo("REAL");
      assertThat(info.isView()).isFalse();
      assertThat(Tables.info(database, "nothing")).isEmpty();
      assertThat(Tables.has(database, "scores")).isTrue();
      assertThat(Tables.has(database, "nothing")).isFalse();
    }
  }

  @Test
  void findsRepeatedKeysWhereTheFileDoesNotForbidThem() {
    made.run("INSERT INTO fills (signature) VALUES ('a')")
        .run("DROP TABLE sim_exec_outcomes")
        .run("CREATE TABLE sim_exec_outcomes (mint TEXT, ts INTEGER, route TEXT)")
        .run("INSERT INTO sim_exec_outcomes VALUES ('a', 1, 'x'), ('a', 1, 'y'), ('a', 1, 'x')")
        .run("INSERT INTO sim_exec_outcomes VALUES ('a', 1, 'x'), (NULL, 1, 'x'), (NULL, 1, 'x')");
    try (Database database = Database.openReadOnly(made.file())) {
      assertThat(KeyDuplicates.find(database, "fills"))
          .isEqualTo(new KeyDuplicates(List.of("signature"), true, 0));
      assertThat(KeyDuplicates.find(database, "sim_exec_outcomes"))
          .isEqualTo(new KeyDuplicates(List.of("mint", "ts", "route"), false, 2));
      assertThat(KeyDuplicates.find(database, "scores").key()).isEmpty();
    }
    assertThat(Schema.primaryKey("sizing_decisions")).containsExactly("id");
  }

  @Test
  void countingWhatIsNotThereSaysSo() {
    assertThatThrownBy(() -> counts("nothing"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no table nothing");
  }

  private TableCounts counts(String table) {
    try (Database database = Database.openReadOnly(made.file())) {
      return Tables.counts(database, table);
    }
  }
}
