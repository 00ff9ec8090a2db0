package ratchet.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Tables;
import ratchet.data.training.ChronologicalSplit;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.features.Features;
import ratchet.health.summary.FeatureHistogram;
import ratchet.health.summary.LabelRate;
import ratchet.model.ModelName;

class DataProfileTest {
  @TempDir static Path seeded;
  @TempDir Path folder;

  private static Path file;
  private static HealthResult examination;

  @BeforeAll
  static void examine() {
    file = HealthDatabase.create(seeded.resolve("healthy.db"), 3);
    examination = HealthDatabase.examine(file);
  }

  @Test
  void theReportIsThatOfACheckAlone() {
    assertThat(examination.report()).isEqualTo(HealthDatabase.check(file));
  }

  @Test
  void everyRowOfATableIsInOneOfItsHoursOrOutside() {
    try (Database database = Database.openReadOnly(file)) {
      for (TableActivity table : examination.profile().tables()) {
        assertThat(table.rowsPerHour()).hasSize(TableActivity.HOURS);
        long rows = sum(table.rowsPerHour()) + table.earlier() + table.later();
        assertThat(rows + table.withoutTime())
            .as(table.table())
            .isEqualTo(Tables.rowCount(database, table.table()));
        assertThat(table.earlier() + table.later() + table.withoutTime()).isZero();
      }
    }
    assertThat(examination.profile().tables())
        .extracting(TableActivity::table)
        .containsExactlyElementsOf(HealthThresholds.standard().requiredColumns().keySet());
  }

  @Test
  void rowsOutsideTheHoursAreCounted() {
    Path broken =
        HealthDatabase.broken(
            file,
            folder.resolve("broken.db"),
            "UPDATE scores SET ts = 1 WHERE rowid = 7",
            "UPDATE scores SET ts = ts * 1000 WHERE rowid = 8",
            "UPDATE scores SET ts = 'soon' WHERE rowid = 9",
            "UPDATE scores SET ts = ts / 1000 WHERE rowid = 10");
    TableActivity scores =
        HealthDatabase.examine(broken).profile().tables().stream()
            .filter(table -> table.table().equals("scores"))
            .findFirst()
            .orElseThrow();
    assertThat(scores.earlier()).isEqualTo(1);
    assertThat(scores.later()).isEqualTo(1);
    assertThat(scores.withoutTime()).isEqualTo(1);
  }

  @Test
  void everyFeatureHasABinForEachOfItsRows() {
    for (ModelProfile model : examination.profile().models()) {
      assertThat(model.obstacle()).isEmpty();
      assertThat(model.features())
          .extracting(FeatureHistogram::feature)
          .containsExactlyElementsOf(Features.of(model.model()).names());
      for (FeatureHistogram histogram : model.features()) {
        assertThat(histogram.train()).hasSizeBetween(1, FeatureHistogram.MOST_BINS);
        assertThat(histogram.edges()).hasSize(histogram.train().size() + 1).isSorted();
        assertThat(sum(histogram.train())).isEqualTo(model.trainRows());
        assertThat(sum(histogram.holdout())).isEqualTo(model.holdoutRows());
      }
    }
  }

  @Test
  void binsHoldTheValuesBetweenTheirEdges() {
    try (Database database = Database.openReadOnly(file)) {
      TrainingSet set = TrainingReader.read(database, ModelName.FILLNET, ReadOptions.DEFAULT);
      ChronologicalSplit split = ChronologicalSplit.of(set);
      FeatureHistogram depth = profile(ModelName.FILLNET).features().get(1);
      double[] values = set.features()[set.featureNames().indexOf(depth.feature())];
      for (int bin = 0; bin < depth.train().size(); bin++) {
        double from = depth.edges().get(bin);
        // the last bin holds what is at its upper edge too
        double to = bin + 1 == depth.train().size() ? 2 : depth.edges().get(bin + 1);
        long expected = 0;
        for (int row : split.train()) {
          expected += values[row] >= from && values[row] < to ? 1 : 0;
        }
        assertThat(depth.train().get(bin)).isEqualTo(expected);
      }
    }
  }

  @Test
  void labelRatesCountEveryLabelledRow() {
    try (Database database = Database.openReadOnly(file)) {
      for (ModelProfile model : examination.profile().models()) {
        TrainingSet set = TrainingReader.read(database, model.model(), ReadOptions.DEFAULT);
        for (LabelRate rate : model.labels()) {
          double[] label = set.label(rate.label());
          long ones = Arrays.stream(label).filter(value -> value == 1).count();
          long rows = Arrays.stream(label).filter(value -> !Double.isNaN(value)).count();
          assertThat(sum(rate.ones())).isEqualTo(ones).isPositive();
          assertThat(sum(rate.rows())).isEqualTo(rows);
          assertThat(rate.rows()).hasSizeBetween(10, 120);
        }
      }
    }
  }

  @Test
  void whatIsNotThereIsSaid() {
    Path broken = HealthDatabase.broken(file, folder.resolve("broken.db"), "DROP TABLE scores");
    DataProfile profile = HealthDatabase.examine(broken).profile();
    assertThat(profile.tables()).extracting(TableActivity::table).doesNotContain("scores");
    ModelProfile alpha = profile.models().get(ModelName.all().indexOf(ModelName.ALPHA));
    assertThat(alpha.obstacle()).hasValue("there is no table scores");
    assertThat(alpha.features()).isEmpty();
    Path empty = folder.resolve("empty.db");
    Database.openReadWrite(empty).close();
    assertThat(HealthDatabase.examine(empty).profile().models())
        .allMatch(model -> model.obstacle().orElseThrow().startsWith("there is no row"));
  }

  private static ModelProfile profile(ModelName model) {
    return examination.profile().models().stream()
        .filter(own -> own.model() == model)
        .findFirst()
        .orElseThrow();
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
