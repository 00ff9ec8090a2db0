package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.log.SplitLog;
import ratchet.data.sqlite.Database;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;
import ratchet.seed.ServicesLog;

/** Several files give the rows of one database that holds all of theirs. */
class SeveralLogsTest {
  @TempDir static Path folder;
  private static Path whole;
  private static List<Path> bots;

  @BeforeAll
  static void seed() throws Exception {
    whole = folder.resolve("whole.db");
    try (Database database = Database.openReadWrite(whole)) {
      Instant end = Instant.parse("2026-02-01T00:00:00Z");
      Seeder.seed(database, new SeedPlan(42, 21, 300, 8_000, end), false);
    }
    bots = SplitLog.byMint(whole, 3, folder);
  }

  @Test
  void severalFilesGiveTheRowsOfOneDatabase() {
    assertSameRows(read(List.of(whole)), read(bots));
  }

  @Test
  void severalFilesOfTheServicesGiveTheRowsOfOneDatabase(@TempDir Path own) throws Exception {
    Path log = ServicesLog.unpack(own);
    assertSameRows(read(List.of(log)), read(SplitLog.byMint(log, 4, own)));
  }

  @Test
  void theOrderOfTheFilesDecidesNothing() {
    List<Path> reversed = new ArrayList<>(bots);
    Collections.reverse(reversed);
    Map<ModelName, TrainingSet> one = read(bots);
    Map<ModelName, TrainingSet> other = read(reversed);
    assertSameRows(one, other);
    one.forEach(
        (model, set) ->
            assertThat(other.get(model).facts().files()).isEqualTo(set.facts().files()));
  }

  @Test
  void aFileThatIsACopyAddsNothingAndIsNamed() throws Exception {
    Path copy = folder.resolve("copy.db");
    Files.copy(bots.get(1), copy);
    List<Path> files = new ArrayList<>(bots);
    files.add(copy);
    Map<ModelName, TrainingSet> copied = read(files);
    Map<ModelName, TrainingSet> plain = read(bots);
    plain.forEach(
        (model, set) -> {
          TrainingSet other = copied.get(model);
          assertThat(digest(other)).isEqualTo(digest(set));
          assertThat(other.rowCounts().get("decisions"))
              .isEqualTo(set.rowCounts().get("decisions"));
          assertThat(other.facts().files().shared())
              .singleElement()
              .matches(shared -> shared.rows() > 100)
              .asString()
              .contains("bot1.db", "copy.db");
        });
  }

  /** A part's own rows, read as whoever has one file does, are the rows that it adds to all. */
  @Test
  void aFileThatIsReadApartGivesItsRowsOfAll() {
    LogScope scope =
        bots.stream()
            .map(file -> with(file, opened -> LogScope.of(opened, OptionalLong.empty())))
            .reduce(LogScope::plus)
            .orElseThrow();
    List<FilesRead.OfFile> apart = new ArrayList<>();
    for (Path file : bots) {
      TrainingColumns columns = new TrainingColumns();
      TrainingSet set =
          with(
              file,
              opened ->
                  columns.build(
                      TrainingReader.forEachRow(
                              opened,
                              scope,
                              Map.of(ModelName.FILLNET, columns),
                              ReadOptions.DEFAULT)
                          .get(ModelName.FILLNET)));
      apart.add(new FilesRead.OfFile(file.toString(), digest(set), set.size()));
    }
    assertThat(apart).isEqualTo(read(bots).get(ModelName.FILLNET).facts().files().files());
  }

  private static <T> T with(Path file, Function<Database, T> work) {
    try (Database opened = Database.openReadOnly(file)) {
      return work.apply(opened);
    }
  }

  private static Map<ModelName, TrainingSet> read(List<Path> files) {
    return Database.read(
        LogFiles.of(files, false, notice -> {}),
        database ->
            new EnumMap<>(
                TrainingReader.readAll(
                    database, Set.copyOf(ModelName.all()), ReadOptions.DEFAULT)));
  }

  private static void assertSameRows(
      Map<ModelName, TrainingSet> expected, Map<ModelName, TrainingSet> actual) {
    expected.forEach(
        (model, set) -> {
          TrainingSet other = actual.get(model);
          assertThat(set.size()).as(model.id()).isGreaterThan(100);
          assertThat(other.rowCounts()).as(model.id()).isEqualTo(set.rowCounts());
          assertThat(digest(other)).as(model.id()).isEqualTo(digest(set));
          assertThat(other.clusters(all(set)).clusters())
              .isEqualTo(set.clusters(all(set)).clusters());
          assertThat(other.dataTo()).isEqualTo(set.dataTo());
          assertThat(other.facts().attempts()).isEqualTo(set.facts().attempts());
          assertThat(other.facts().inputs()).isEqualTo(set.facts().inputs());
        });
  }

  private static int[] all(TrainingSet set) {
    int[] rows = new int[set.size()];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  private static String digest(TrainingSet set) {
    RowDigest digest = new RowDigest();
    for (int row = 0; row < set.size(); row++) {
      digest.row(set.decisionMs()[row], set.labelEndMs()[row], set.keyUtf8(row));
      for (double[] label : set.labels()) {
        digest.number(label[row]);
      }
      for (double[] feature : set.features()) {
        digest.number(feature[row]);
      }
    }
    return digest.hex();
  }
}
