package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.features.Features;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.seed.Seeder;
import ratchet.train.solver.Fit;

/** The fits of generated rows lie within three standard errors of what they were drawn from. */
class SeededTruthTest {
  @TempDir private static Path folder;
  private static Path database;
  private static JsonNode truth;

  @BeforeAll
  static void seed() throws IOException {
    database = TrainingDatabase.create(folder.resolve("trenches.db"), 600, 20_000);
    truth = Json.read(Files.readAllBytes(Seeder.truthFile(database)));
  }

  @Test
  void alphaFindsTheTruth() {
    TrainedModel trained = train(ModelName.ALPHA);
    for (String horizon : List.of("10m", "60m")) {
      assertClose(ModelName.ALPHA, trained.fits().get(horizon), truth.at("/alpha/" + horizon));
    }
  }

  @Test
  void fillNetFindsTheTruth() {
    TrainedModel trained = train(ModelName.FILLNET);
    assertClose(ModelName.FILLNET, trained.fits().get("fill"), truth.at("/fillnet/wFill"));
    assertClose(ModelName.FILLNET, trained.fits().get("slip"), truth.at("/fillnet/wSlip"));
    assertClose(ModelName.FILLNET, trained.fits().get("time"), truth.at("/fillnet/wTime"));
  }

  @Test
  void rugGuardFindsTheTruth() {
    assertClose(
        ModelName.RUGGUARD,
        train(ModelName.RUGGUARD).fits().get("rug"),
        truth.at("/rugguard/weights"));
  }

  @Test
  void survivalFindsTheTruth() {
    Fit fit = train(ModelName.SURVIVAL).fits().get("hazard");
    List<String> names = Features.of(ModelName.SURVIVAL).names();
    int baselines = fit.weights().length - names.size();
    for (int j = 0; j < names.size(); j++) {
      assertThat(fit.weights()[baselines + j])
          .as(names.get(j))
          .isCloseTo(
              truth.at("/survival/coefficients/" + names.get(j)).doubleValue(),
              within(3 * fit.standardErrors()[baselines + j]));
    }
  }

  private static TrainedModel train(ModelName model) {
    return TrainingRun.of(
            model, LogFiles.of(database), folder.resolve("models"), SyntheticSets.OPTIONS)
        .run(line -> {})
        .trained();
  }

  private static void assertClose(ModelName model, Fit fit, JsonNode weights) {
    List<String> names = Features.of(model).names();
    for (int j = 0; j < names.size(); j++) {
      assertThat(weights.has(names.get(j))).isTrue();
      assertThat(fit.weights()[j])
          .as(names.get(j))
          .isCloseTo(weights.get(names.get(j)).doubleValue(), within(3 * fit.standardErrors()[j]));
    }
  }
}
