import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.process.JavaProcess;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;
import ratchet.train.TrainOptions;
import ratchet.train.Trainers;

/**
 * A training on a real cluster of processes beside one in this process. Skipped where Spark's
 * libraries (240 MB) are not in the Maven cache; {@code RATCHET_SPARK=1} fetches them.
 */
@Timeout(1200)
class SparkTrainingTest {
  private static final double TOLERANCE = 1e-9;

  /** What tells of the run, and not of the model. */
  private static final Set<String> OF_THE_RUN = Set.of("created", "engine");

  @TempDir private static Path shared;
  private static final List<Path> FILES = new ArrayList<>();
  private static JsonNode expected;
  private static SparkProcesses cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void startACluster() throws Exception {
    assumeThat(SparkProcesses.areAvailable())
        .as("Spark's libraries are in the Maven cache, or RATCHET_SPARK=1 has them fetched")
        .isTrue();
    String classPath = SparkProcesses.built();
    for (int bot = 1; bot <= 3; bot++) {
      FILES.add(seeded(shared.resolve("bot" + bot + ".db"), bot));
    }
    expected = inOneProcess(FILES);
    cluster = SparkProcesses.start(shared, classPath);
  }

  @AfterAll
  static void stopTheCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Path seeded(Path file, long seed) {
    try (Database database = Database.openReadWrite(file)) {
      Instant end = Instant.parse("2026-02-01T00:00:00Z").plusSeconds(seed * 3600);
      Seeder.seed(database, new SeedPlan(seed, 21, 100, 2_000, end), false);
    }
    return file;
  }

  private static JsonNode inOneProcess(List<Path> files) {
    TrainOptions options =
        new TrainOptions(ReadOptions.DEFAULT, 42, 2, Clock.systemUTC(), Optional.empty());
    TrainingSet set =
        Database.read(
            LogFiles.of(files, false, line -> {}),
            database -> TrainingReader.read(database, ModelName.FILLNET, options.read()));
    return Json.read(ModelWriter.write(Trainers.train(set, options).file()));
  }

  @Test
  void oneFileGivesTheModelOfOneProcessThroughTheTrainersOwnCommand() throws Exception {
    SparkProcesses.Run done =
        SparkProcesses.run(
            JavaProcess.command(
                "TrainFillNetCommand",
                "--engine",
                "spark",
                "--master",
                "local[2]",
                "--db",
                FILES.get(0).toString(),
                "--models-dir",
                folder.toString(),
                "--json"),
            Map.of("RATCHET_LAUNCHER", Path.of("jbangw").toAbsolutePath().toString()),
            line -> {});
    assertThat(done.exit()).as(done.err()).isZero();
    assertThat(Json.read(done.out()).get("command").asText()).isEqualTo("train_fillnet");
    assertSame(inOneProcess(FILES.subList(0, 1)), written(), "");
  }

  @Test
  void severalFilesOnAClusterGiveTheSameModelThoughAnExecutorIsKilled() throws Exception {
    JsonNode first = trained(line -> {});
    AtomicBoolean killed = new AtomicBoolean();
    JsonNode second =
        trained(
            line -> {
              if (line.startsWith("read ") && !killed.getAndSet(true)) {
                cluster.killExecutorsOf(0);
              }
            });
    assertThat(killed).isTrue();
    for (JsonNode written : List.of(first, second)) {
      ((ObjectNode) written.get("provenance"))
          .put("dataset_sha256", expected.get("provenance").get("dataset_sha256").asText());
      assertSame(expected, written, "");
      JsonNode engine = written.get("provenance").get("engine");
      assertThat(engine.get("name").asText()).isEqualTo("spark 4.1.0");
      assertThat(engine.get("cluster").asText()).isEqualTo(cluster.master());
      assertThat(written.get("provenance").get("files")).hasSize(3);
    }
    assertThat(withoutTime(second)).isEqualTo(withoutTime(first));
  }

  private static JsonNode withoutTime(JsonNode written) {
    return ((ObjectNode) written.deepCopy()).without("created");
  }

  @Test
  void aFileThatVanishesOrChangesIsNamedAndNothingIsWritten() throws Exception {
    Path file = FILES.get(1);
    Path kept = Files.copy(file, shared.resolve("kept.db"));
    try {
      assertFailsAfterReading(() -> Files.delete(file), file + ": there is no such database");
      Files.copy(kept, file);
      assertFailsAfterReading(
          () -> Files.copy(FILES.get(2), file, StandardCopyOption.REPLACE_EXISTING),
          file + " changed during the training: it was read again and has other rows");
    } finally {
      Files.deleteIfExists(file);
      Files.move(kept, file);
    }
  }

  private interface Change {
    void make() throws IOException;
  }

  /** Both executors are lost, so that each file is read again. */
  private void assertFailsAfterReading(Change change, String problem) throws Exception {
    AtomicBoolean changed = new AtomicBoolean();
    SparkProcesses.Run failed =
        run(
            line -> {
              if (line.startsWith("read ") && !changed.getAndSet(true)) {
                try {
                  change.make();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                cluster.killExecutorsOf(0);
                cluster.killExecutorsOf(1);
              }
            },
            FILES);
    assertThat(failed.err()).contains(problem, "remedy: ");
    assertThat(failed.exit()).isEqualTo(4);
    assertThat(folder.resolve("fillnet_v2.json")).doesNotExist();
  }

  @Test
  void rowsThatTwoFilesHoldAreRefused() throws Exception {
    Path copy = Files.copy(FILES.get(0), folder.resolve("copy.db"));
    SparkProcesses.Run refused = run(line -> {}, List.of(FILES.get(0), copy));
    assertThat(refused.err()).contains("rows are in more than one of the 2 files");
    assertThat(refused.exit()).isEqualTo(4);
  }

  @Test
  void tooFewRowsAreRefusedAsInOneProcess() throws Exception {
    Path empty = folder.resolve("empty.db");
    Database.openReadWrite(empty).close();
    SparkProcesses.Run refused = run(line -> {}, List.of(empty));
    assertThat(refused.exit()).as(refused.err()).isEqualTo(3);
    assertThat(refused.err()).contains("no row to train from");
    assertThat(folder.resolve("fillnet_v2.json")).doesNotExist();
  }

  private JsonNode trained(Consumer<String> lines) throws Exception {
    SparkProcesses.Run done = run(lines, FILES);
    assertThat(done.exit()).as(done.err()).isZero();
    JsonNode written = written();
    Files.delete(folder.resolve("fillnet_v2.json"));
    return written;
  }

  private SparkProcesses.Run run(Consumer<String> lines, List<Path> files) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("fillnet", "--master", cluster.master(), "--models-dir", folder.toString()));
    arguments.addAll(List.of("--conf", "spark.executor.memory=512m"));
    files.forEach(file -> arguments.addAll(List.of("--spark-db", file.toString())));
    return SparkProcesses.train(lines, arguments.toArray(String[]::new));
  }

  private JsonNode written() throws IOException {
    return Json.read(Files.readAllBytes(folder.resolve("fillnet_v2.json")));
  }

  /** The same fields; numbers to 1e-9 of themselves, or of 1 where they are smaller. */
  private static void assertSame(JsonNode expected, JsonNode actual, String path) {
    if (expected.isNumber()) {
      double tolerance = TOLERANCE * Math.max(1, Math.abs(expected.doubleValue()));
      assertThat(actual.doubleValue())
          .as(path)
          .isCloseTo(expected.doubleValue(), within(tolerance));
    } else if (expected.isArray()) {
      assertThat(actual).as(path).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertSame(expected.get(i), actual.get(i), path + "[" + i + "]");
      }
    } else if (expected.isObject()) {
      assertThat(names(actual)).as(path).isEqualTo(names(expected));
      names(expected)
          .forEach(name -> assertSame(expected.get(name), actual.get(name), path + "/" + name));
    } else {
      assertThat(actual).as(path).isEqualTo(expected);
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    names.removeAll(OF_THE_RUN);
    return names;
  }
}
