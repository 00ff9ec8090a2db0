package ratchet.cli.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.backtest.ReplayModels;
import ratchet.features.Features;
import ratchet.model.AlphaModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.RugGuardModel;
import ratchet.store.ModelPaths;

class BacktestModelsTest {
  @TempDir private Path folder;

  @Test
  void replacesTheModelInQuestionAlone() throws IOException {
    String live = write("alpha_ranker.json", alpha(0.1));
    String guard = write("rugguard.json", rugGuard(0.2));
    write("rugguard_v2.json", rugGuard(0.3));
    String candidate = write("alpha_ranker_v1.json", alpha(0.4));
    BacktestModels.Sides sides = load(Optional.of(ModelName.ALPHA), Map.of());
    assertThat(sha(sides.candidate())).containsExactlyInAnyOrder(candidate, guard);
    assertThat(sha(sides.champion())).containsExactlyInAnyOrder(live, guard);
    assertThat(sides.candidate().usesAlpha()).isTrue();
  }

  @Test
  void withoutAQuestionEveryCandidateIsTakenAndWhatIsNotLiveIsOnBothSides() throws IOException {
    String live = write("alpha_ranker.json", alpha(0.1));
    String alpha = write("alpha_ranker_v1.json", alpha(0.4));
    String guard = write("rugguard_v2.json", rugGuard(0.3));
    BacktestModels.Sides sides = load(Optional.empty(), Map.of());
    assertThat(sha(sides.candidate())).containsExactlyInAnyOrder(alpha, guard);
    assertThat(sha(sides.champion())).containsExactlyInAnyOrder(live, guard);
    assertThat(sides.candidate().usesAlpha()).isFalse();
  }

  /** How promote calls a backtest command: the candidate, and production for the rest. */
  @Test
  void theEnvironmentOfAHookNamesTheCandidate() throws IOException {
    write("alpha_ranker.json", alpha(0.1));
    write("rugguard.json", rugGuard(0.2));
    String candidate = write("elsewhere.json", alpha(0.4));
    Map<String, String> environment =
        Map.of(
            "ALPHA_MODEL_PATH", folder.resolve("elsewhere.json").toString(),
            "RUGGUARD_MODEL_PATH", folder.resolve("rugguard.json").toString());
    BacktestModels.Sides sides = load(Optional.empty(), environment);
    assertThat(sha(sides.candidate())).contains(candidate);
    assertThat(sides.champion().usesAlpha()).isTrue();
    assertThat(
            load(
                    Optional.empty(),
                    Map.of("ALPHA_MODEL_PATH", folder.resolve("alpha_ranker.json").toString()))
                .champion()
                .usesAlpha())
        .isFalse();
  }

  @Test
  void saysWhichFileIsMissingOrWrong() throws IOException {
    assertThatThrownBy(() -> load(Optional.empty(), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no model in");
    assertThatThrownBy(() -> load(Optional.of(ModelName.ALPHA), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("alpha_ranker_v1.json cannot be read");
    Files.writeString(folder.resolve("fillnet.json"), "{}");
    assertThatThrownBy(() -> load(Optional.empty(), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("fillnet.json: version");
  }

  private BacktestModels.Sides load(Optional<ModelName> model, Map<String, String> environment) {
    return new BacktestModels(ModelPaths.of(folder), model, Optional.empty(), environment)
        .load(false);
  }

  private String write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    return Digest.of(content);
  }

  private static List<String> sha(ReplayModels models) {
    return models.byName().values().stream().map(model -> model.sha256()).toList();
  }

  private static byte[] alpha(double weight) {
    List<Double> weights = Collections.nCopies(11, weight);
    return ModelWriter.write(
        new AlphaModel(
            header(ModelName.ALPHA),
            Map.of("10m", new AlphaModel.Horizon(weights, "ok", Metrics.NONE, Map.of()))));
  }

  private static byte[] rugGuard(double weight) {
    return ModelWriter.write(
        new RugGuardModel(header(ModelName.RUGGUARD), Collections.nCopies(7, weight), 0.5));
  }

  private static ModelHeader header(ModelName model) {
    return new ModelHeader(
        Instant.parse("2026-02-28T12:00:00Z"),
        "ok",
        Features.of(model).names(),
        Metrics.NONE,
        Map.of("train_size", 500L),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
