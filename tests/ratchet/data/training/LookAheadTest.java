package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.sqlite.TestDatabase;
import ratchet.data.sqlite.Timestamps;
import ratchet.model.ModelName;

class LookAheadTest {
  private static final long CUT = TestDatabase.T + 26 * TestDatabase.HOUR;
  private static final int DATABASES = 6;
  private static final String[] TABLES = {
    "exec_outcomes", "sim_exec_outcomes", "fill_preds", "scores", "sizing_decisions", "rug_verdicts"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void whatComesLaterNeverChangesAnEarlierFeature(ModelName model) throws Exception {
    int compared = 0;
    for (int seed = 0; seed < DATABASES; seed++) {
      TestDatabase database = messy(model + "-later-" + seed, seed);
      Map<String, double[]> before = vectors(database.read(model));
      for (String table : TABLES) {
        database.run("DELETE FROM " + table + " WHERE " + ms() + " > ? AND random() % 3 = 0", CUT);
      }
      new MalformedDatabase(seed + 1000, database).write(100, CUT + 1);
      TrainingSet after = database.read(model);
      for (int row = 0; row < after.size(); row++) {
        if (after.decisionMs()[row] <= CUT) {
          double[] own = before.get(name(after, row));
          // a label may become known later, but a row that had one keeps its vector
          if (own != null) {
            assertThat(TestDatabase.vector(after, row)).isEqualTo(own);
            compared++;
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(DATABASES / 2);
  }

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void asOfATimeEqualsACopyThatEndsThere(ModelName model) throws Exception {
    int rows = 0;
    for (int seed = 0; seed < DATABASES; seed++) {
      TestDatabase database = messy(model + "-asof-" + seed, seed);
      TrainingSet asOf = database.readAsOf(model, CUT);
      for (String table : TABLES) {
        database.run("DELETE FROM " + table + " WHERE " + ms() + " > ?", CUT);
      }
      TrainingSet copy = database.read(model);
      assertThat(asOf)
          .usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class)
          .isEqualTo(copy);
      rows += asOf.size();
    }
    assertThat(rows).isPositive();
  }

  private TestDatabase messy(String name, int seed) throws Exception {
    TestDatabase database = new TestDatabase(Files.createDirectory(folder.resolve(name)));
    new MalformedDatabase(seed, database).write(400);
    return database;
  }

  private static String ms() {
    return Timestamps.milliseconds("ts");
  }

  private static Map<String, double[]> vectors(TrainingSet set) {
    Map<String, double[]> vectors = new HashMap<>();
    for (int row = 0; row < set.size(); row++) {
      vectors.put(name(set, row), TestDatabase.vector(set, row));
    }
    return vectors;
  }

  /** Several attempts of one order may belong to one decision: they end at different times. */
  private static String name(TrainingSet set, int row) {
    String end = set.model() == ModelName.FILLNET ? " " + set.labelEndMs()[row] : "";
    return set.decisionMs()[row] + set.keys().get(row) + end;
  }
}
