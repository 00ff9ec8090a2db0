package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.features.Inputs;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.logs.LogFiles;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.train.solver.Fit;

class TrainingRunTest {
  @TempDir private static Path shared;
  private static Path database;

  @TempDir private Path folder;
  private Path models;

  @BeforeAll
  static void seed() {
    database = TrainingDatabase.create(shared.resolve("trenches.db"), 600, 20_000);
  }

  @BeforeEach
  void modelsFolder() {
    models = folder.resolve("models");
  }

  @ParameterizedTest
  @EnumSource
  void writesACandidateThatLoads(ModelName model) throws IOException {
    TrainingRun.Result result =
        TrainingRun.of(model, LogFiles.of(database), models, SyntheticSets.OPTIONS).run(line -> {});
    byte[] content = Files.readAllBytes(models.resolve(model.candidateFile()));
    LoadedModel loaded = LoadedModel.load(model, content);
    assertThat(loaded.sha256()).isEqualTo(result.sha256());
    assertThat(loaded.file()).isEqualTo(result.trained().file());
    assertThat(loaded.file().header().status()).isEqualTo("ok");
    assertThat(loaded.file().header().provenance().orElseThrow().parentSha256()).isEmpty();
    assertThat(Files.list(models)).containsExactly(models.resolve(model.candidateFile()));
  }

  @ParameterizedTest
  @EnumSource
  void trainingAsOfATimeEqualsTrainingOnACopyThatEndsThere(ModelName model) throws Exception {
    Instant time = TrainingDatabase.END.minus(Duration.ofDays(4));
    Path copy = TrainingDatabase.truncated(database, folder.resolve("copy.db"), time);
    TrainOptions asOf =
        new TrainOptions(
            new ReadOptions(OptionalLong.of(time.toEpochMilli()), ReadOptions.DEFAULT_TRAIL_BPS),
            SyntheticSets.OPTIONS.seed(),
            2,
            SyntheticSets.OPTIONS.clock(),
            Optional.empty());
    String then =
        TrainingRun.of(model, LogFiles.of(database), models, asOf).run(line -> {}).sha256();
    String truncated =
        TrainingRun.of(model, LogFiles.of(copy), models, SyntheticSets.OPTIONS)
            .run(line -> {})
            .sha256();
    String now =
        TrainingRun.of(model, LogFiles.of(database), models, SyntheticSets.OPTIONS)
            .run(line -> {})
            .sha256();
    assertThat(then).isEqualTo(truncated).isNotEqualTo(now);
  }

  @Test
  void theChampionBecomesTheParent() throws IOException {
    Files.createDirectories(models);
    Files.writeString(models.resolve("fillnet.json"), "whatever serves now");
    TrainedModel trained =
        TrainingRun.of(ModelName.FILLNET, LogFiles.of(database), models, SyntheticSets.OPTIONS)
            .run(line -> {})
            .trained();
    assertThat(trained.file().header().provenance().orElseThrow().parentSha256())
        .contains(Digest.of("whatever serves now".getBytes()));
  }

  @ParameterizedTest
  @EnumSource(names = {"ALPHA", "FILLNET", "RUGGUARD"})
  void theServedScoresAreTheSolversOwn(ModelName model) throws IOException {
    TrainingRun.Result result =
        TrainingRun.of(model, LogFiles.of(database), models, SyntheticSets.OPTIONS).run(line -> {});
    LoadedModel loaded = LoadedModel.load(model, Files.readAllBytes(result.candidate()));
    Fit fit =
        result.trained().fits().values().size() == 1
            ? result.trained().fits().values().iterator().next()
            : result.trained().fits().get(model == ModelName.ALPHA ? "10m" : "fill");
    TrainingSet set = result.set();
    for (int row = 0; row < Math.min(1_000, set.size()); row++) {
      double z = 0;
      for (int j = 0; j < fit.weights().length; j++) {
        z += fit.weights()[j] * set.features()[j][row];
      }
      double own = 1 / (1 + Math.exp(-z));
      double served = loaded.scorer().score(Inputs.of(SyntheticSets.inputs(set, row))).primary();
      double bounded = model == ModelName.ALPHA ? Math.max(0.01, Math.min(0.99, own)) : own;
      assertThat(served).isCloseTo(bounded, within(1e-9));
    }
  }

  @Test
  void tooLittleDataLeavesTheCandidateAsItWas() throws IOException {
    Path empty = TrainingDatabase.empty(folder.resolve("empty.db"));
    Files.createDirectories(models);
    Path candidate = Files.writeString(models.resolve("alpha_ranker_v1.json"), "a better one");
    assertThatThrownBy(
            () ->
                TrainingRun.of(ModelName.ALPHA, LogFiles.of(empty), models, SyntheticSets.OPTIONS)
                    .run(line -> {}))
        .isInstanceOf(InsufficientDataException.class);
    assertThat(candidate).hasContent("a better one");
    assertThat(Files.list(models)).containsExactly(candidate);
  }

  @ParameterizedTest
  @EnumSource
  void writeAnywayWritesAFileThatSaysThereIsNoData(ModelName model) throws IOException {
    Path empty = TrainingDatabase.empty(folder.resolve("empty.db"));
    TrainingRun run =
        new TrainingRun(
            model,
            LogFiles.of(empty),
            models,
            models.resolve(model.aliasFile()),
            SyntheticSets.OPTIONS,
            Optional.of(folder.resolve("rows.csv")),
            true);
    List<String> said = new ArrayList<>();
    assertThatThrownBy(() -> run.run(said::add)).isInstanceOf(InsufficientDataException.class);
    LoadedModel loaded =
        LoadedModel.load(model, Files.readAllBytes(models.resolve(model.candidateFile())));
    assertThat(loaded.file().header().status()).isEqualTo("no_data");
    assertThat(said).anySatisfy(line -> assertThat(line).contains("with status no_data"));
    assertThat(folder.resolve("rows.csv")).content().startsWith("split,").hasLineCount(1);
  }

  @Test
  void aModelsFolderThatIsAFileIsRefusedBeforeAnythingIsRead() throws IOException {
    Files.writeString(models, "not a folder");
    assertThatThrownBy(
            () ->
                TrainingRun.of(
                        ModelName.ALPHA,
                        LogFiles.of(folder.resolve("none.db")),
                        models,
                        SyntheticSets.OPTIONS)
                    .run(line -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not a folder");
  }

  @Test
  void aMissingDatabaseIsRefusedAndNoFolderAppears() {
    assertThatThrownBy(
            () ->
                TrainingRun.of(
                        ModelName.ALPHA,
                        LogFiles.of(folder.resolve("none.db")),
                        models,
                        SyntheticSets.OPTIONS)
                    .run(line -> {}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none.db");
    assertThat(models).doesNotExist();
  }

  @Test
  void trainingWritesNothingToTheDatabase() throws IOException, SQLException {
    Path copy = folder.resolve("copy.db");
    TrainingDatabase.execute(database, "VACUUM INTO '" + copy + "'");
    String before = Digest.of(Files.readAllBytes(copy));
    for (ModelName model : ModelName.all()) {
      TrainingRun.of(model, LogFiles.of(copy), models, SyntheticSets.OPTIONS).run(line -> {});
    }
    assertThat(Digest.of(Files.readAllBytes(copy))).isEqualTo(before);
  }

  @Test
  void slippageIsServedRoundedAndAsFitted() throws IOException {
    TrainingRun.Result result =
        TrainingRun.of(ModelName.FILLNET, LogFiles.of(database), models, SyntheticSets.OPTIONS)
            .run(line -> {});
    LoadedModel loaded =
        LoadedModel.load(ModelName.FILLNET, Files.readAllBytes(result.candidate()));
    TrainingSet set = result.set();
    double[] vector = new double[set.features().length];
    for (int j = 0; j < vector.length; j++) {
      vector[j] = set.features()[j][17];
    }
    double fitted = WeightConversion.dot(result.trained().fits().get("slip").weights(), vector);
    assertThat(((Score.FillNet) loaded.scorer().score(vector)).expSlipBps())
        .isEqualTo(Math.max(1, Math.round(fitted)));
  }

  @Test
  void readsTheSameSetAsTheReader() {
    TrainingRun.Result result =
        TrainingRun.of(ModelName.RUGGUARD, LogFiles.of(database), models, SyntheticSets.OPTIONS)
            .run(line -> {});
    try (Database opened = Database.openReadOnly(database)) {
      TrainingSet set = TrainingReader.read(opened, ModelName.RUGGUARD, ReadOptions.DEFAULT);
      assertThat(result.set().keys()).isEqualTo(set.keys());
      assertThat(result.set().features()).isEqualTo(set.features());
    }
  }
}
