import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.log.FeeDecisionReader;
import ratchet.data.log.LoggedScores;
import ratchet.data.log.ReplayListener;
import ratchet.data.log.ReplayReader;
import ratchet.data.log.SizingDecisionReader;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Schema;
import ratchet.data.sqlite.TimeWindow;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.health.HealthChecks;
import ratchet.health.HealthResult;
import ratchet.health.HealthThresholds;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

/**
 * Tables of other shapes than the services make them: each reader reads the same rows from them, or
 * refuses them in one sentence that is true.
 */
class TableShapesTest {
  private static final Instant END = Instant.parse("2026-11-24T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(END, ZoneOffset.UTC);

  /** By name, everything that reads rows of the log. */
  private static final Map<String, Function<Database, String>> READERS = readers();

  @TempDir static Path seeded;
  @TempDir Path folder;

  private static Path original;
  private static Map<String, String> expected;

  @BeforeAll
  static void seed() {
    original = seeded.resolve("log.db");
    try (Database database = Database.openReadWrite(original)) {
      Seeder.seed(database, new SeedPlan(7, 4, 30, 600, END), false);
    }
    expected = read(original);
    assertThat(expected.values()).noneMatch(text -> text.startsWith("!"));
  }

  private static Map<String, Function<Database, String>> readers() {
    Map<String, Function<Database, String>> readers = new LinkedHashMap<>();
    for (ModelName model : ModelName.all()) {
      readers.put(
          "train " + model,
          database -> text(TrainingReader.read(database, model, ReadOptions.DEFAULT)));
    }
    readers.put("replay", TableShapesTest::replayed);
    readers.put(
        "fees",
        database ->
            FeeDecisionReader.read(database, TimeWindow.ALL, FeeDecisionReader.ArmValues.NONE)
                .decisions()
                .stream()
                .map(one -> one.id() + " " + one.ms() + " " + one.outcome())
                .collect(Collectors.joining()));
    readers.put(
        "sizes",
        database ->
            SizingDecisionReader.read(database, TimeWindow.ALL).decisions().stream()
                .map(one -> one.id() + " " + one.ms() + " " + one.outcome())
                .collect(Collectors.joining()));
    readers.put(
        "scores",
        database -> {
          database.requireTables("scores");
          return LoggedScores.latest(database, 50).stream()
              .map(row -> row.id() + " " + row.ms() + " " + row.score())
              .collect(Collectors.joining());
        });
    readers.put(
        "health",
        database -> {
          HealthResult found =
              HealthChecks.examine(database, CLOCK, HealthThresholds.standard(), false);
          return String.join("\n", found.report().lines());
        });
    return readers;
  }

  private static String text(TrainingSet set) {
    return set.size()
        + Arrays.deepToString(set.labels())
        + Arrays.deepToString(set.features())
        + new TreeMap<>(set.rowCounts());
  }

  private static String replayed(Database database) {
    List<String> told = new ArrayList<>();
    ReplayListener listener =
        (ReplayListener)
            Proxy.newProxyInstance(
                TableShapesTest.class.getClassLoader(),
                new Class<?>[] {ReplayListener.class},
                (proxy, method, values) -> {
                  told.add(
                      values[0] instanceof ReplayListener.LoggedAttempt own
                          ? own.ms() + own.mint()
                          : method.getName() + values[0] + (values.length > 1 ? values[1] : ""));
                  return null;
                });
    ReplayReader.replay(database, TimeWindow.ALL, Duration.ZERO, listener);
    return String.join("\n", told);
  }

  /** What each reader reads; after an exclamation mark the sentence by which it refuses. */
  private static Map<String, String> read(Path file) {
    Map<String, String> results = new LinkedHashMap<>();
    READERS.forEach(
        (name, reader) -> {
          try (Database database = Database.openReadOnly(file)) {
            results.put(name, reader.apply(database));
          } catch (InputException e) {
            results.put(name, "!" + e.getMessage() + " | " + e.remedy());
          }
        });
    return results;
  }

  /** What readers say of a copy of the log in which every table was changed. */
  private Map<String, String> changed(Function<String, String[]> change) throws Exception {
    Path copy = Files.copy(original, folder.resolve("copy.db"));
    for (String table : Schema.tables()) {
      execute(copy, change.apply(table));
    }
    return read(copy);
  }

  private static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String[] instead(String table, String create) {
    return new String[] {
      "ALTER TABLE " + table + " RENAME TO " + table + "_kept", create.replace("%", table)
    };
  }

  @Test
  void namesInAnotherCaseAreTheSameNames() throws Exception {
    Map<String, String> found =
        changed(
            table ->
                Stream.concat(
                        Stream.of(
                            "ALTER TABLE " + table + " RENAME TO " + table + "_kept",
                            "ALTER TABLE " + table + "_kept RENAME TO " + upper(table)),
                        Schema.columns(table).keySet().stream()
                            .flatMap(
                                own ->
                                    Stream.of(own + " TO " + own + "_", own + "_ TO " + upper(own)))
                            .map(names -> "ALTER TABLE " + table + " RENAME COLUMN " + names))
                    .toArray(String[]::new));
    assertThat(found).isEqualTo(expected);
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  @Test
  void generatedColumnsAreReadAndMoreColumnsDoNoHarm() throws Exception {
    Map<String, String> found =
        changed(
            table ->
                Stream.concat(
                        Stream.of("ALTER TABLE " + table + " ADD COLUMN venue TEXT DEFAULT 'x'"),
                        Stream.of("route", "ctx_json", "rug_prob", "pnl_usd", "usd")
                            .filter(Schema.columns(table)::containsKey)
                            .filter(column -> !Schema.primaryKey(table).contains(column))
                            .flatMap(
                                own ->
                                    Stream.of(
                                        " RENAME COLUMN " + own + " TO raw_" + own,
                                        " ADD COLUMN "
                                            + own
                                            + " "
                                            + Schema.columns(table).get(own)
                                            + " AS (raw_"
                                            + own
                                            + ")"))
                            .map(change -> "ALTER TABLE " + table + change))
                    .toArray(String[]::new));
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16le", "UTF-16be"})
  void textsInAnotherEncodingAreTheSameTexts(String encoding) throws Exception {
    Path copy = folder.resolve("utf16.db");
    execute(copy, "PRAGMA encoding = '" + encoding + "'", "CREATE TABLE first (x)");
    Database.openReadWrite(copy).close();
    execute(copy, "PRAGMA journal_mode = WAL");
    try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + original);
        Connection to = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement query = from.createStatement()) {
      to.setAutoCommit(false);
      for (String table : Schema.tables()) {
        int width = Schema.columns(table).size();
        String sql = "INSERT INTO " + table + " VALUES (?" + ",?".repeat(width - 1) + ")";
        try (ResultSet rows = query.executeQuery("SELECT * FROM " + table + " ORDER BY rowid");
            PreparedStatement insert = to.prepareStatement(sql)) {
          while (rows.next()) {
            for (int i = 1; i <= width; i++) {
              insert.setObject(i, rows.getObject(i));
            }
            insert.executeUpdate();
          }
        }
      }
      to.commit();
    }
    assertThat(read(copy)).isEqualTo(expected);
  }

  @Test
  void aTableWithoutRowNumbersIsReadWhereItHasAKey() throws Exception {
    List<String> keyed = List.of("sim_exec_outcomes", "fills", "candidates");
    Map<String, String> found =
        changed(
            table ->
                keyed.contains(table)
                    ? new String[] {
                      "ALTER TABLE " + table + " RENAME TO kept",
                      "CREATE TABLE "
                          + table
                          + Schema.columns(table).entrySet().stream()
                              .map(own -> own.getKey() + " " + own.getValue())
                              .collect(Collectors.joining(", ", " (", ", "))
                          + "PRIMARY KEY ("
                          + String.join(", ", Schema.primaryKey(table))
                          + ")) WITHOUT ROWID",
                      "INSERT INTO " + table + " SELECT * FROM kept",
                      "UPDATE " + table + " SET mint = mint",
                      "DROP TABLE kept"
                    }
                    : new String[0]);
    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE VIEW % AS SELECT * FROM %_kept | is a view, so the order in which",
        "CREATE VIRTUAL TABLE % USING fts5(x) | is a virtual table, so the order in which",
        "CREATE TABLE % (id INTEGER PRIMARY KEY, ts) WITHOUT ROWID | is a table WITHOUT ROWID, so",
        "CREATE TABLE % AS SELECT *, 'x' AS rowid FROM %_kept | has a column of its own called"
            + " rowid",
      })
  void whatDoesNotKeepTheOrderOfWritingIsRefusedInOneSentence(String create, String sentence)
      throws Exception {
    Map<String, String> found = changed(table -> instead(table, create));
    String health = found.remove("health");
    assertThat(found.values())
        .allSatisfy(
            said ->
                assertThat(said)
                    .startsWith("!" + folder.resolve("copy.db") + ": ")
                    .contains(sentence)
                    .contains(" | copy the rows in the order of time into an ordinary table"));
    assertThat(health)
        .contains("fail  rows_exec_outcomes", "exec_outcomes " + sentence)
        .doesNotStartWith("!");
  }

  @Test
  void aMissingColumnIsNamedWithItsTable() throws Exception {
    for (String column : List.of("ts", "mint", "order_id", "side", "amount_in", "cu_price")) {
      Path copy = Files.copy(original, folder.resolve(column + ".db"));
      execute(copy, "ALTER TABLE exec_outcomes DROP COLUMN " + column);
      Map<String, String> found = read(copy);
      String health = found.remove("health");
      assertThat(health).as(column).doesNotStartWith("!");
      assertThat(found.values().stream().filter(said -> said.startsWith("!")))
          .as(column)
          .allSatisfy(
              said ->
                  assertThat(said)
                      .isEqualTo(
                          "!"
                              + copy
                              + ": exec_outcomes has no column "
                              + column
                              + " | update the service that writes the table, or add the column"
                              + " with ALTER TABLE"));
    }
  }

  @Test
  void rowsAreNotGeneratedIntoAViewOrAGeneratedColumn() throws Exception {
    for (String[] change :
        List.of(
            new String[] {
              "ALTER TABLE prices RENAME COLUMN usd TO raw",
              "ALTER TABLE prices ADD COLUMN usd REAL AS (raw)"
            },
            instead("prices", "CREATE VIEW % AS SELECT * FROM %_kept"))) {
      Path copy = Files.createTempDirectory(folder, "seed").resolve("log.db");
      Database.openReadWrite(copy).close();
      execute(copy, change);
      CommandRun seed =
          CommandRun.of(new SeedTrainingDataCommand(), "--db=" + copy, "--days=1", "--mints=5");
      assertThat(seed.exit()).as(seed.err()).isEqualTo(4);
      assertThat(seed.err()).containsAnyOf("prices", "usd").doesNotContain("report its output");
    }
  }
}
