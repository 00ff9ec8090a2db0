package ratchet.data.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.data.sqlite.TestDatabase.T;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.training.TrainingSet;
import ratchet.model.ModelName;

class LogOrderTest {
  private static final int ROWS = 3_000;

  @TempDir Path folder;

  @Test
  void isByTimeWhereRowsWereWrittenSoInWhicheverUnit() {
    TestDatabase database = new TestDatabase(folder);
    database.exec(T, "m", 1, 2, "a", "jito").exec(T / 1000 + 1, "m", 1, 2, "b", "jito");
    database.exec(T + 1000, "m", 1, 2, "c", "jito").exec(T + 1001, "m", 1, 2, "d", "jito");
    assertThat(order(database, Long.MAX_VALUE)).isEqualTo(new LogOrder(T, T + 1001, false, true));
    assertThat(order(database, T + 1000)).isEqualTo(new LogOrder(T, T + 1000, false, true));
  }

  @Test
  void isNotByTimeWhereOneRowCameLate() {
    TestDatabase database = new TestDatabase(folder);
    database.exec(T + 1, "m", 1, 2, "a", "jito").exec(T, "m", 1, 2, "b", "jito");
    assertThat(order(database, Long.MAX_VALUE)).isEqualTo(new LogOrder(T, T + 1, false, false));
    // the row that came too early is not looked at
    assertThat(order(database, T)).isEqualTo(new LogOrder(T, T, false, true));
  }

  @Test
  void aTextInPlaceOfATimeIsNoTime() {
    TestDatabase database = new TestDatabase(folder);
    database.run("INSERT INTO exec_outcomes (ts, mint) VALUES ('yesterday', 'm')");
    assertThat(order(database, Long.MAX_VALUE)).isEqualTo(new LogOrder(0, 0, true, true));
  }

  @Test
  void anIndexOnTheTimeDoesNotHideTheOrderOfWriting() {
    TestDatabase database = new TestDatabase(folder);
    database.run("CREATE INDEX by_time ON exec_outcomes (ts)");
    database.exec(T + 1, "m", 1, 2, "a", "jito").exec(T, "m", 1, 2, "b", "jito");
    assertThat(order(database, Long.MAX_VALUE).isByTime()).isFalse();
  }

  private static LogOrder order(TestDatabase database, long untilMs) {
    try (Database opened = Database.openReadOnly(database.file())) {
      return LogOrder.of(opened, "exec_outcomes", untilMs);
    }
  }

  @Test
  void assumesOfALogWhatBothItsEndsTell() {
    TestDatabase database = new TestDatabase(folder);
    database.run("INSERT INTO exec_outcomes (ts, mint) VALUES ('yesterday', 'm')");
    assertThat(assumed(database, Long.MAX_VALUE)).isEqualTo(new LogOrder(0, 0, true, true));
    database.exec(T, "m", 1, 2, "a", "jito").exec(T - 5, "m", 1, 2, "b", "jito");
    database.exec(T / 1000 + 1, "m", 1, 2, "c", "jito").exec(T + 2000, "m", 1, 2, "d", "jito");
    assertThat(assumed(database, Long.MAX_VALUE)).isEqualTo(new LogOrder(T, T + 2000, false, true));
    assertThat(assumed(database, T + 1999)).isEqualTo(new LogOrder(T, T + 1000, false, true));
    // here the ends give it away
    assertThat(assumed(database, T - 1)).isEqualTo(new LogOrder(T - 5, T - 5, false, true));
    assertThat(assumed(database, T + 999)).isEqualTo(new LogOrder(T - 5, T, false, false));
  }

  private static LogOrder assumed(TestDatabase database, long untilMs) {
    try (Database opened = Database.openReadOnly(database.file())) {
      return LogOrder.assumed(opened, "exec_outcomes", untilMs);
    }
  }

  /**
   * A context, an attempt and a simulated one, each from near the start, where the ends of the log
   * give it away, and from the middle, where it is found last of all.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 1400, 1401, 1402, 1403})
  void oneRowThatCameLastInsteadOfInItsPlaceChangesNothing(int row) {
    TrainingSet expected = fillNet("in-order", "wal", writes -> {});
    assertSame(fillNet("late", "wal", writes -> writes.add(writes.remove(row))), expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wal", "delete"})
  void theRowsOfFillNetAreTheSameInWhateverOrderTheyWereWritten(String mode) {
    TrainingSet inOrder = fillNet("in-order", mode, writes -> {});
    TrainingSet shuffled = fillNet("shuffled", mode, LogOrderTest::shuffle);
    assertThat(inOrder.size()).isGreaterThan(ROWS / 2);
    assertThat(inOrder.rowCounts().get("duplicates")).isPositive();
    assertThat(inOrder.rowCounts().get("without_features")).isPositive();
    assertSame(shuffled, inOrder);
  }

  @Test
  void aTableWithoutRowNumbersIsSorted() {
    TrainingSet expected = fillNet("with", "wal", LogOrderTest::shuffle);
    assertSame(fillNet("without", "wal", LogOrderTest::shuffle, " WITHOUT ROWID"), expected);
  }

  private static void assertSame(TrainingSet set, TrainingSet expected) {
    assertThat(set.keys()).isEqualTo(expected.keys());
    assertThat(set.decisionMs()).isEqualTo(expected.decisionMs());
    assertThat(set.labelEndMs()).isEqualTo(expected.labelEndMs());
    assertThat(Arrays.deepEquals(set.labels(), expected.labels())).isTrue();
    assertThat(Arrays.deepEquals(set.features(), expected.features())).isTrue();
    assertThat(set.rowCounts()).isEqualTo(expected.rowCounts());
  }

  private static void shuffle(List<Runnable> writes) {
    Collections.shuffle(writes, new Random(1));
  }

  private TrainingSet fillNet(String name, String mode, Consumer<List<Runnable>> reorder) {
    return fillNet(name, mode, reorder, "");
  }

  /**
   * @param reorder gets the writes in the order of time
   * @param simulated what is said of the table of simulated attempts
   */
  private TrainingSet fillNet(
      String name, String mode, Consumer<List<Runnable>> reorder, String simulated) {
    TestDatabase database = new TestDatabase(create(name));
    if (!simulated.isEmpty()) {
      database.run("ALTER TABLE sim_exec_outcomes RENAME TO plain");
      database.run(
          "CREATE TABLE sim_exec_outcomes (ts INTEGER, mint TEXT, route TEXT, filled INTEGER,"
              + " exec_price REAL, slippage_bps_req REAL, slippage_bps_real REAL,"
              + " time_to_land_ms INTEGER, amount_in INTEGER, source TEXT, PRIMARY KEY (mint, ts,"
              + " route))"
              + simulated);
    }
    List<Runnable> writes = writes(database);
    reorder.accept(writes);
    writes.forEach(Runnable::run);
    // outcomes that vary are measurements
    database.run(
        "UPDATE sim_exec_outcomes SET slippage_bps_real = slippage_bps_real + ts % 7,"
            + " time_to_land_ms = time_to_land_ms + ts % 11 WHERE filled");
    try (Database opened = Database.openExisting(database.file())) {
      assertThat(Sql.<String>one(opened, "PRAGMA journal_mode = " + mode, row -> row.getString(1)))
          .isEqualTo(mode);
    }
    return database.read(ModelName.FILLNET);
  }

  /** Many of each moment, so that keys decide; a context has a moment and route of its own. */
  private static List<Runnable> writes(TestDatabase database) {
    List<Runnable> writes = new ArrayList<>();
    Random random = new Random(42);
    for (int i = 0; i < ROWS; i++) {
      long ms = T + i / 3 * 10L;
      String route = random.nextBoolean() ? "jito" : "raydium";
      int filled = random.nextInt(2);
      String mint = "m" + random.nextInt(1000) + "-" + i % 3;
      switch (i % 3) {
        case 0 -> {
          if (i % 1000 > 300) {
            String json = "{\"ctx\":{\"lpSol\":" + random.nextInt(50) + "}}";
            writes.add(() -> database.prediction(ms, route, json));
          }
        }
        case 1 -> {
          String order = random.nextInt(5) == 0 ? "twice" : "o" + i;
          writes.add(() -> database.exec(ms, mint, filled, 2, order, route));
          if (random.nextInt(10) == 0) {
            writes.add(() -> database.exec(ms, mint, filled, 2, order, route));
          }
        }
        default -> writes.add(() -> database.sim(ms, mint, filled, 3, route));
      }
    }
    return writes;
  }

  private Path create(String name) {
    try {
      return Files.createDirectory(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
