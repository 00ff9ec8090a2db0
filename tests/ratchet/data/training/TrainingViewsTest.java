package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.log.AttemptFacts;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.TestDatabase;
import ratchet.data.views.TrainingViews;
import ratchet.model.InputException;
import ratchet.model.ModelName;

class TrainingViewsTest {
  private static final int DATABASES = 24;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void aViewGivesTheRowsOfItsReader(ModelName model) throws Exception {
    int rows = 0;
    for (int seed = 0; seed < DATABASES; seed++) {
      Path own = Files.createDirectory(folder.resolve(model + "-" + seed));
      TestDatabase messy = new TestDatabase(own);
      new MalformedDatabase(seed, messy).write(400);
      rows += compare(messy.file(), model);
    }
    assertThat(rows).isGreaterThan(DATABASES / 2);
  }

  @Test
  void anAttemptHasTheSameContextInBoth() throws Exception {
    long[] matches = new long[3];
    for (int seed = 0; seed < DATABASES; seed++) {
      TestDatabase burst = new TestDatabase(Files.createDirectory(folder.resolve("burst-" + seed)));
      new MalformedDatabase(seed, burst).writeBurst(60 + 20 * seed);
      assertThat(compare(burst.file(), ModelName.FILLNET)).isPositive();
      AttemptFacts found = burst.read(ModelName.FILLNET).facts().attempts();
      matches[0] += found.byAmount();
      matches[1] += found.byElimination();
      matches[2] += found.byRoute();
    }
    assertThat(matches).doesNotContain(0);
    assertThat(matches[1]).isGreaterThan(DATABASES);
  }

  @Test
  void whatASourceEchoesIsLeftOutOfBoth() {
    TestDatabase made = new TestDatabase(folder);
    made.prediction(TestDatabase.T, "jito", TestDatabase.FILL_CONTEXT);
    for (int i = 0; i < 100; i++) {
      simulated(made, i, "measured", i % 3 == 0 ? 0 : 1, 40 + i, 500 + i);
      simulated(made, i, "always-fills", 1, 40 + i, 500 + i);
      simulated(made, i, "one-time", i == 7 ? 0 : 1, 40 + i, 500);
      simulated(made, i, "as-asked", i == 7 ? 0 : 1, i % 25 == 3 ? 60 + i : 60, 500 + i);
      simulated(made, i, "shadow", i % 3 == 0 ? 0 : 1, 40 + i, 500 + i);
      if (i < 99) {
        simulated(made, i, "too-few", 1, 60, 500);
      }
    }
    assertThat(compare(made.file(), ModelName.FILLNET)).isEqualTo(199);
    TrainingSet set = made.read(ModelName.FILLNET);
    assertThat(set.keys()).allMatch(key -> key.matches("sim:(measured|too-few)-.*"));
    assertThat(set.facts().attempts().echoesBySource()).isEqualTo(100);
    assertThat(set.facts().attempts().echoesByData()).isEqualTo(300);
    assertThat(set.rowCounts()).containsEntry("echoes", 400L).containsEntry("decisions", 199L);
  }

  private static void simulated(
      TestDatabase made, int i, String source, int filled, int slippageBps, int landedMs) {
    made.run(
        "INSERT INTO sim_exec_outcomes (ts, mint, filled, route, slippage_bps_req,"
            + " slippage_bps_real, time_to_land_ms, source) VALUES (?,?,?,'jito',60,?,?,?)",
        TestDatabase.T + i,
        source + "-" + i,
        filled,
        slippageBps,
        landedMs,
        source);
  }

  @Test
  void theyAreInstalledInPlaceOfOlderOnes() {
    TestDatabase made = new TestDatabase(folder);
    made.run("CREATE VIEW rug_training_view AS SELECT 1 AS old");
    try (Database database = Database.openExisting(made.file())) {
      assertThat(Tables.names(database))
          .contains("rug_training_view")
          .doesNotContain("fill_training_view", "alpha_training_view", "survival_training_view");
      TrainingViews.createPersistent(database);
      assertThat(Tables.names(database)).containsAll(TrainingViews.names());
      TrainingViews.createPersistent(database);
    }
    try (Database database = Database.openReadOnly(made.file())) {
      assertThat(Tables.info(database, "rug_training_view").orElseThrow().has("label_rug"))
          .isTrue();
    }
  }

  @Test
  void noneIsReplacedWhenOneCannotBe() {
    TestDatabase made = new TestDatabase(folder);
    made.run("CREATE VIEW fill_training_view AS SELECT 1 AS old")
        .run("CREATE TABLE survival_training_view (x)");
    try (Database database = Database.openExisting(made.file())) {
      assertThatThrownBy(() -> TrainingViews.createPersistent(database))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("survival_training_view");
      assertThat(Tables.info(database, "fill_training_view").orElseThrow().has("old")).isTrue();
    }
  }

  private static int compare(Path file, ModelName model) {
    try (Database database = Database.openReadOnly(file)) {
      TrainingViews.names().forEach(name -> TrainingViews.createTemporary(database, name));
      TrainingSet set = TrainingReader.read(database, model, ReadOptions.DEFAULT);
      List<String> outcomes =
          model == ModelName.SURVIVAL ? set.outcomeNames().subList(0, 4) : List.of();
      int[] row = {0};
      Sql.forEach(
          database,
          "SELECT * FROM " + view(model),
          result -> {
            if (row[0] == 0) {
              assertThat(columns(result)).isEqualTo(expectedColumns(set, outcomes));
            }
            assertThat(row[0]).as(file + ": rows of the view").isLessThan(set.size());
            int i = row[0]++;
            String place = file + " row " + i + " key " + set.keys().get(i);
            assertThat(result.getLong(1)).as(place).isEqualTo(set.decisionMs()[i]);
            assertThat(result.getString(2)).as(place).isEqualTo(set.keys().get(i));
            assertThat(result.getLong(3)).as(place).isEqualTo(set.labelEndMs()[i]);
            for (String name : set.labelNames()) {
              same(result, name, set.label(name)[i], place);
            }
            for (String name : outcomes) {
              same(result, name, set.outcome(name)[i], place);
            }
            for (int j = 0; j < set.featureNames().size(); j++) {
              same(result, set.featureNames().get(j), set.features()[j][i], place);
            }
          });
      assertThat(row[0]).as(file + ": rows of the view").isEqualTo(set.size());
      return row[0];
    }
  }

  private static void same(ResultSet row, String name, double expected, String place)
      throws SQLException {
    double value = row.getDouble(name);
    if (row.wasNull()) {
      assertThat(expected).as(place + " " + name).isNaN();
    } else {
      assertThat(value).as(place + " " + name).isCloseTo(expected, within(1e-9));
    }
  }

  private static List<String> columns(ResultSet row) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      names.add(row.getMetaData().getColumnName(i));
    }
    return names;
  }

  private static List<String> expectedColumns(TrainingSet set, List<String> outcomes) {
    return Stream.of(
            List.of("decision_ts", "key", "label_end_ts"),
            set.labelNames(),
            outcomes,
            set.featureNames())
        .flatMap(List::stream)
        .toList();
  }

  private static String view(ModelName model) {
    return switch (model) {
      case FILLNET -> "fill_training_view";
      case ALPHA -> "alpha_training_view";
      case RUGGUARD -> "rug_training_view";
      case SURVIVAL -> "survival_training_view";
    };
  }
}
