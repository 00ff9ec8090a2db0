package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.backtest.BacktestRules;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.features.GoldenInputs;
import ratchet.gate.HookOutcome.HookState;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;
import ratchet.model.ModelWriter;
import ratchet.ope.OpeRules;
import ratchet.promote.hook.BacktestHook;
import ratchet.promote.hook.OpeHook;
import ratchet.promote.hook.PromotionHook;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.seed.SeedCopies;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

class BuiltInHookTest {
  @TempDir private static Path shared;
  private static Path database;
  private static Path trained;

  @TempDir private Path folder;

  @BeforeAll
  static void seedAndTrain() throws IOException {
    database = shared.resolve("trenches.db");
    trained = Files.createDirectory(shared.resolve("models"));
    SeedCopies.copy(new SeedPlan(42, 21, 600, 20_000, PromotionFixture.NOW), database);
    TrainOptions options =
        new TrainOptions(ReadOptions.DEFAULT, 42, 2, Clock.systemUTC(), Optional.empty());
    for (ModelName model : new ModelName[] {ModelName.FILLNET, ModelName.ALPHA}) {
      TrainingRun.of(model, LogFiles.of(database), trained, options).run(line -> {});
    }
  }

  @Test
  void honestCandidatesPass() {
    HookResult ope = ope(database, candidate(ModelName.FILLNET));
    assertThat(ope.state()).as(ope.tail()).isEqualTo(HookState.PASSED);
    assertThat(ope.exit()).hasValue(0);
    assertThat(ope.tail()).contains("fee, target model", "passed");
    for (ModelName model : new ModelName[] {ModelName.FILLNET, ModelName.ALPHA}) {
      HookResult backtest = backtest(database, model, candidate(model));
      assertThat(backtest.state()).as(backtest.tail()).isEqualTo(HookState.PASSED);
      assertThat(backtest.name()).isEqualTo("backtest");
    }
  }

  @Test
  void aFillNetThatWouldChooseTheWorstFeesIsRefusedByOpe() throws IOException {
    Path worst = negated(ModelName.FILLNET, "/wFill");
    HookResult ope = ope(database, worst);
    assertThat(ope.state()).isEqualTo(HookState.FAILED);
    assertThat(ope.exit()).hasValue(3);
    assertThat(ope.tail()).contains("refused: dr_below_floor");
  }

  @Test
  void anAlphaThatPicksTheWorstIsRefusedByTheBacktest() throws IOException {
    Files.copy(candidate(ModelName.ALPHA), folder.resolve(ModelName.ALPHA.aliasFile()));
    HookResult backtest =
        backtest(database, ModelName.ALPHA, negated(ModelName.ALPHA, "/models/10m/weights"));
    assertThat(backtest.state()).isEqualTo(HookState.FAILED);
    assertThat(backtest.tail()).contains("refused: ");
  }

  @Test
  void withoutDecisionsThereIsNothingToJudgeBy() {
    Path empty = folder.resolve("empty.db");
    Database.openReadWrite(empty).close();
    for (Path file : new Path[] {empty, folder.resolve("none.db")}) {
      assertThat(ope(file, candidate(ModelName.FILLNET)).state())
          .isEqualTo(HookState.NOT_APPLICABLE);
      assertThat(backtest(file, ModelName.ALPHA, candidate(ModelName.ALPHA)).state())
          .isEqualTo(HookState.NOT_APPLICABLE);
    }
    assertThat(folder.resolve("none.db")).doesNotExist();
  }

  @Test
  void aThinLogJudgesNobody() {
    Path thin = folder.resolve("thin.db");
    try (Database open = Database.openReadWrite(thin)) {
      Seeder.seed(open, new SeedPlan(1, 1, 10, 150, PromotionFixture.NOW), false);
    }
    HookResult backtest = backtest(thin, ModelName.ALPHA, candidate(ModelName.ALPHA));
    assertThat(backtest.state()).isEqualTo(HookState.NOT_APPLICABLE);
    assertThat(backtest.tail()).contains("too few for a decision");
    assertThat(ope(thin, candidate(ModelName.FILLNET)).tail()).contains("too few for a decision");
  }

  @Test
  void aDatabaseThatCannotBeReadRefuses() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.db"), "not a database at all");
    HookResult ope = ope(broken, candidate(ModelName.FILLNET));
    assertThat(ope.state()).isEqualTo(HookState.FAILED);
    assertThat(ope.exit()).hasValue(4);
    assertThat(ope.tail()).contains("is not a SQLite database");
  }

  @Test
  void whatIsNotApplicableCountsAsAbsent() {
    PromotionFixture bed = new PromotionFixture(folder);
    bed.goodCandidates();
    bed.hooks.add(new OpeHook(LogFiles.of(folder.resolve("none.db")), OpeRules.standard()));
    ModelOutcome outcome = bed.promote(ModelName.SURVIVAL).outcomes().get(0);
    assertThat(outcome.state()).isEqualTo(ModelOutcome.State.OK);
    assertThat(outcome.reason()).endsWith(",hooks=absent");
  }

  private HookResult ope(Path file, Path fillNet) {
    return new OpeHook(LogFiles.of(file), OpeRules.standard())
        .run(ModelName.FILLNET, judged(ModelName.FILLNET, fillNet));
  }

  private HookResult backtest(Path file, ModelName model, Path candidate) {
    return new BacktestHook(LogFiles.of(file), BacktestRules.standard())
        .run(model, judged(model, candidate));
  }

  /** What is live is the trained model, as far as the test's folder has it. */
  private PromotionHook.Models judged(ModelName model, Path candidate) {
    Path live = folder.resolve(model.aliasFile());
    return new PromotionHook.Models(
        Map.of(model, candidate), Files.exists(live) ? Optional.of(live) : Optional.empty());
  }

  private static Path candidate(ModelName model) {
    return trained.resolve(model.candidateFile());
  }

  /** The trained model, turned into its opposite. */
  private Path negated(ModelName model, String weights) throws IOException {
    JsonNode file = Json.read(Files.readAllBytes(candidate(model)));
    ArrayNode values = (ArrayNode) file.at(weights);
    for (int i = 0; i < values.size(); i++) {
      values.set(i, Json.MAPPER.getNodeFactory().numberNode(-values.get(i).doubleValue()));
    }
    ((ObjectNode) file).remove("golden_scores");
    ((ObjectNode) file).remove("provenance");
    ModelFile negated = ModelReader.read(model, Json.line(file).getBytes(StandardCharsets.UTF_8));
    ModelHeader own = ModelReader.read(model, Files.readAllBytes(candidate(model))).header();
    return Files.write(
        folder.resolve("negated.json"),
        ModelWriter.write(GoldenInputs.stamp(negated.withHeader(own))));
  }
}
