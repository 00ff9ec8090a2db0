package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.training.ReadOptions;
import ratchet.gate.Evidence;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.seed.SeedCopies;
import ratchet.seed.SeedPlan;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

/**
 * Models that were trained on generated rows and then spoilt, each refused by a reason of its own:
 * by its claims where it keeps them, by the rows where it claims what is true of it.
 */
class RefusalReasonsTest {
  @TempDir private static Path shared;
  private static Path database;
  private static Path trained;

  @TempDir private Path folder;
  private PromotionFixture bed;

  @BeforeAll
  static void seedAndTrain() throws IOException {
    database = shared.resolve("trenches.db");
    trained = Files.createDirectory(shared.resolve("models"));
    SeedCopies.copy(new SeedPlan(42, 21, 600, 20_000, PromotionFixture.NOW), database);
    Clock clock = Clock.fixed(PromotionFixture.NOW, ZoneOffset.UTC);
    TrainOptions options = new TrainOptions(ReadOptions.DEFAULT, 42, 2, clock, Optional.empty());
    for (ModelName model : ModelName.all()) {
      TrainingRun.of(model, LogFiles.of(database), trained, options).run(line -> {});
    }
  }

  @BeforeEach
  void begin() {
    bed = new PromotionFixture(folder);
    bed.dryRun = true;
    bed.evidence = RescoredEvidence.of(LogFiles.of(database), bed.paths(), Evidence.Leniency.NONE);
  }

  @Test
  void negatedSlippageWeights() {
    byte[] spoilt = spoilt(ModelName.FILLNET, file -> SpoiltModels.negate(file.get("wSlip")));
    live(ModelName.FILLNET);
    assertThat(reason(ModelName.FILLNET, spoilt)).startsWith("metric_not_reproduced(slip_ma");
    assertThat(reason(ModelName.FILLNET, honest(ModelName.FILLNET, spoilt)))
        .isEqualTo("metrics_not_improved");
  }

  @Test
  void aTimeToLandThatIsWrong() {
    byte[] spoilt = spoilt(ModelName.FILLNET, file -> SpoiltModels.negate(file.get("wTime")));
    live(ModelName.FILLNET);
    assertThat(reason(ModelName.FILLNET, spoilt)).startsWith("metric_not_reproduced(ttl_mae=");
    assertThat(reason(ModelName.FILLNET, honest(ModelName.FILLNET, spoilt)))
        .startsWith("ttl_mae_worse_than_champion(");
  }

  /** The ranking is as it was; the bot would never buy. */
  @Test
  void anAlphaWhoseScoresAreAllTooLow() {
    byte[] spoilt =
        spoilt(
            ModelName.ALPHA,
            file -> {
              SpoiltModels.add(-4, file.at("/models/10m/weights"));
              SpoiltModels.add(-4, file.at("/models/60m/weights"));
            });
    live(ModelName.ALPHA);
    assertThat(reason(ModelName.ALPHA, honest(ModelName.ALPHA, spoilt)))
        .startsWith("brier_10m_worse_than_champion(");
  }

  /** Ranking and probabilities are as they were. */
  @Test
  void aRugGuardThatSeldomVetoes() {
    byte[] spoilt = spoilt(ModelName.RUGGUARD, file -> file.put("threshold", 0.7));
    live(ModelName.RUGGUARD);
    assertThat(reason(ModelName.RUGGUARD, honest(ModelName.RUGGUARD, spoilt)))
        .startsWith("f1_worse_than_champion(");
  }

  @Test
  void aRugGuardWhoseProbabilitiesAreAllTooLow() {
    byte[] spoilt = spoilt(ModelName.RUGGUARD, file -> SpoiltModels.add(-2, file.get("weights")));
    live(ModelName.RUGGUARD);
    assertThat(reason(ModelName.RUGGUARD, honest(ModelName.RUGGUARD, spoilt)))
        .matches("(brier_worse_than_champion|f1_too_low)\\(.*");
  }

  @Test
  void aRugGuardThatNeverVetoes() {
    byte[] spoilt = spoilt(ModelName.RUGGUARD, file -> file.put("threshold", 0.9999));
    live(ModelName.RUGGUARD);
    assertThat(reason(ModelName.RUGGUARD, spoilt))
        .matches("metric_not_reproduced\\((f1|precision|recall)=.*");
    assertThat(reason(ModelName.RUGGUARD, honest(ModelName.RUGGUARD, spoilt)))
        .isEqualTo("f1_too_low(0)");
  }

  /** Else a candidate could choose by what it is judged: there, no row has a stop. */
  @Test
  void aSurvivalThatNamesAnotherStop() {
    byte[] spoilt =
        spoilt(
            ModelName.SURVIVAL,
            file -> {
              SpoiltModels.negate(file.at("/hazard_model/coefficients"));
              ((ObjectNode) file.at("/provenance/hyper_parameters")).put("trail_bps", 9_000.0);
            });
    live(ModelName.SURVIVAL);
    assertThat(reason(ModelName.SURVIVAL, honest(ModelName.SURVIVAL, spoilt)))
        .startsWith("c_index_worse_than_champion(");
  }

  /** Else it could choose the days on which it is compared. */
  @Test
  void aHoldoutThatIsShorterThanTheLastFifth() {
    byte[] spoilt =
        spoilt(
            ModelName.RUGGUARD,
            file -> {
              ObjectNode provenance = (ObjectNode) file.get("provenance");
              provenance.put("holdout_from", PromotionFixture.NOW.minusSeconds(86_400).toString());
              ((ObjectNode) provenance.get("row_counts")).remove("holdout");
            });
    live(ModelName.RUGGUARD);
    assertThat(reason(ModelName.RUGGUARD, spoilt))
        .startsWith("metrics_not_reproducible(holdout_rows=");
  }

  /** The ranking of hazards is as it was; every position would be sold at once, or never. */
  @ParameterizedTest
  @CsvSource({"hazardPanic, 0.02", "minTrailBps, 1", "maxTrailBps, 9000", "hazardTighten, 0.01"})
  void aSurvivalWithATrailOfItsOwn(String param, double value) {
    byte[] spoilt =
        spoilt(ModelName.SURVIVAL, file -> ((ObjectNode) file.get("params")).put(param, value));
    String reason = "metric_not_reproduced(params." + param + "=";
    assertThat(reason(ModelName.SURVIVAL, honest(ModelName.SURVIVAL, spoilt))).startsWith(reason);
    live(ModelName.SURVIVAL);
    assertThat(reason(ModelName.SURVIVAL, honest(ModelName.SURVIVAL, spoilt))).startsWith(reason);
  }

  @Test
  void negatedWeightsOfTheOtherHorizon() {
    byte[] spoilt =
        spoilt(ModelName.ALPHA, file -> SpoiltModels.negate(file.at("/models/60m/weights")));
    live(ModelName.ALPHA);
    assertThat(reason(ModelName.ALPHA, spoilt)).matches("metric_not_reproduced\\(\\w+_60m=.*");
    assertThat(reason(ModelName.ALPHA, honest(ModelName.ALPHA, spoilt)))
        .matches("(precision_at_50_60m_too_low|auc_60m_worse_than_champion)\\(.*");
  }

  @Test
  void aSurvivalWithoutItsHazardModel() {
    byte[] spoilt =
        spoilt(
            ModelName.SURVIVAL,
            file -> {
              file.remove("hazard_model");
              ((ObjectNode) file.get("metrics")).remove("c_index");
            });
    assertThat(reason(ModelName.SURVIVAL, spoilt)).isEqualTo("candidate_lacks(hazard_model)");
    live(ModelName.SURVIVAL);
    assertThat(reason(ModelName.SURVIVAL, spoilt)).isEqualTo("candidate_lacks(hazard_model)");
    bed.evidence =
        RescoredEvidence.of(LogFiles.of(database), bed.paths(), new Evidence.Leniency(true, true));
    assertThat(reason(ModelName.SURVIVAL, spoilt)).isEqualTo("candidate_lacks(hazard_model)");
  }

  @ParameterizedTest
  @CsvSource({
    "RUGGUARD, auc, 1.7, candidate_malformed(metrics.auc)",
    "RUGGUARD, brier, -1, candidate_malformed(metrics.brier)",
    "RUGGUARD, auc_lower, 0.999, candidate_malformed(metrics.auc_lower)",
    "FILLNET, slip_mape, -0.2, candidate_malformed(metrics.slip_mape)",
  })
  void figuresThatNoRowsCanGive(ModelName model, String metric, double value, String reason)
      throws IOException {
    ObjectNode file = (ObjectNode) Json.read(candidate(model));
    ((ObjectNode) file.get("metrics")).put(metric, value);
    assertThat(reason(model, Json.line(file).getBytes(StandardCharsets.UTF_8))).isEqualTo(reason);
  }

  @Test
  void aFileOfThisToolkitWithoutGoldenScores() throws IOException {
    ObjectNode file = (ObjectNode) Json.read(candidate(ModelName.ALPHA));
    file.remove("golden_scores");
    assertThat(reason(ModelName.ALPHA, Json.line(file).getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("candidate_malformed(golden_scores)");
  }

  @Test
  void negatedWeightsWhereNothingIsLive() {
    byte[] rug = spoilt(ModelName.RUGGUARD, file -> SpoiltModels.negate(file.get("weights")));
    assertThat(reason(ModelName.RUGGUARD, rug)).startsWith("metric_not_reproduced(");
    assertThat(reason(ModelName.RUGGUARD, honest(ModelName.RUGGUARD, rug)))
        .startsWith("auc_too_low(0.");
    byte[] survival =
        spoilt(
            ModelName.SURVIVAL, file -> SpoiltModels.negate(file.at("/hazard_model/coefficients")));
    assertThat(reason(ModelName.SURVIVAL, honest(ModelName.SURVIVAL, survival)))
        .startsWith("no_skill_c_index(0.");
  }

  @Test
  void aFillNetThatOnlyKnowsConstants() {
    byte[] constant = spoilt(ModelName.FILLNET, SpoiltModels::constant);
    assertThat(reason(ModelName.FILLNET, constant)).startsWith("metric_not_reproduced(");
    assertThat(reason(ModelName.FILLNET, honest(ModelName.FILLNET, constant)))
        .matches("metrics_not_improved|no_skill_(brier|auc|slip_mae)\\(.*");
  }

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void theModelsAsTheyWereTrainedAreNotRefused(ModelName model) throws IOException {
    assertThat(outcome(model, candidate(model)).state()).isEqualTo(ModelOutcome.State.OK);
  }

  private void live(ModelName model) {
    PromotionFixture.write(bed.paths().alias(model), read(model));
  }

  private ModelOutcome outcome(ModelName model, byte[] content) {
    bed.candidate(model, content);
    return bed.promote(model).outcomes().get(0);
  }

  private String reason(ModelName model, byte[] content) {
    return outcome(model, content).reason();
  }

  private static byte[] spoilt(ModelName model, Consumer<ObjectNode> change) {
    return SpoiltModels.spoilt(model, read(model), change);
  }

  private byte[] honest(ModelName model, byte[] content) {
    return SpoiltModels.honest(model, content, database);
  }

  private static byte[] candidate(ModelName model) throws IOException {
    return Files.readAllBytes(trained.resolve(model.candidateFile()));
  }

  private static byte[] read(ModelName model) {
    try {
      return candidate(model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
