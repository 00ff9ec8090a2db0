package ratchet.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.model.Digest;
import ratchet.model.ModelFile;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.RugGuardModel;

class GoldenInputsTest {
  @ParameterizedTest
  @EnumSource(ModelName.class)
  void aStampedModelLoads(ModelName name) {
    ModelFile stamped = GoldenInputs.stamp(FeatureModels.of(name));
    byte[] written = ModelWriter.write(stamped);
    LoadedModel loaded = LoadedModel.load(name, written);
    assertThat(stamped.header().goldenScores()).hasSize(3);
    assertThat(loaded.file()).isEqualTo(stamped);
    assertThat(loaded.sha256()).isEqualTo(Digest.of(written)).hasSize(64);
  }

  @Test
  void aModelThatScoresOtherwiseThanItsTrainerIsRefused() {
    ModelFile stamped = GoldenInputs.stamp(FeatureModels.of(ModelName.FILLNET));
    List<Double> drifted = new ArrayList<>(stamped.header().goldenScores());
    drifted.set(1, drifted.get(1) + 1e-8);
    refuses(stamped.withHeader(stamped.header().withGoldenScores(drifted)), "golden_scores[1]");
  }

  @Test
  void roundingIsNoDrift() {
    ModelFile stamped = GoldenInputs.stamp(FeatureModels.of(ModelName.FILLNET));
    List<Double> rounded =
        stamped.header().goldenScores().stream().map(score -> score + 1e-11).toList();
    ModelFile model = stamped.withHeader(stamped.header().withGoldenScores(rounded));
    assertThatCode(() -> GoldenInputs.check(Scorer.of(model))).doesNotThrowAnyException();
  }

  @Test
  void tooFewGoldenScoresAreRefused() {
    ModelFile model = FeatureModels.of(ModelName.FILLNET);
    refuses(model.withHeader(model.header().withGoldenScores(List.of(0.5))), "golden_scores");
  }

  /** Finite weights whose sum is not: the score is certain, and still a probability. */
  @Test
  void weightsThatOverflowGiveAProbability() {
    ModelFile huge =
        new RugGuardModel(
            FeatureModels.header(ModelName.RUGGUARD),
            Collections.nCopies(7, Double.MAX_VALUE),
            0.5);
    assertThat(GoldenInputs.scores(Scorer.of(huge))).containsOnly(1.0);
  }

  private static void refuses(ModelFile model, String field) {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> GoldenInputs.check(Scorer.of(model)))
        .satisfies(failure -> assertThat(failure.field()).isEqualTo(field));
  }
}
