package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.data.sqlite.TestDatabase.HOUR;
import static ratchet.data.sqlite.TestDatabase.MINUTE;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.data.log.FeatureSources.InputCounts;
import ratchet.data.sqlite.TestDatabase;
import ratchet.data.training.TrainingSummary.ReadFacts;
import ratchet.features.Features;
import ratchet.model.ModelName;

class ReadFactsTest {
  @TempDir Path folder;
  private TestDatabase made;

  @BeforeEach
  void create() {
    made = new TestDatabase(folder);
  }

  @Test
  void countsWhatADefaultStandsInForAndWhatCannotBe() {
    made.exec(T, "a", 1, 2, "o1", "jito")
        .exec(T + MINUTE, "a", 1, 2, "o2", "jito")
        .prediction(T, "jito", "{\"ctx\":{\"lpSol\":25,\"spreadBps\":-3,\"rugProb\":1.5}}")
        .prediction(T + MINUTE, "jito", TestDatabase.FILL_CONTEXT);
    assertThat(made.read(ModelName.FILLNET).facts().inputs())
        .containsExactly(
            new InputCounts("bias", 0, 0),
            new InputCounts("sDepth", 0, 0),
            new InputCounts("sCong", 1, 0),
            new InputCounts("sSpread", 0, 1),
            new InputCounts("sVol", 0, 1),
            new InputCounts("sAge", 1, 0),
            new InputCounts("sRug", 0, 1),
            new InputCounts("sSlipReq", 0, 0));
  }

  @Test
  void whatIsScaledAlreadyStandsForItsInput() {
    made.print(T, "a", 1).score(T - MINUTE, "a", TestDatabase.SCORED).end(T + 2 * HOUR);
    assertThat(made.read(ModelName.ALPHA).facts().inputs())
        .filteredOn(input -> input.missing() == 0)
        .extracting(InputCounts::feature)
        .containsExactly("bias", "flow_norm", "lp_norm");
  }

  @Test
  void aContextThatCameAfterItsDecisionIsCountedAndNotUsed() {
    made.print(T, "after", 1)
        .score(T + 1, "after", TestDatabase.SCORED)
        .sizing(T + 1, "after", TestDatabase.CANDIDATE)
        .print(T, "both", 1)
        .score(T - 1, "both", TestDatabase.SCORED)
        .score(T + 1, "both", TestDatabase.SCORED)
        .print(T, "late", 1)
        .score(T + 2 * HOUR, "late", TestDatabase.SCORED)
        .end(T + 30 * HOUR);
    TrainingSet alpha = made.read(ModelName.ALPHA);
    assertThat(alpha.keys()).containsExactly("both");
    assertThat(alpha.rowCounts()).containsEntry("without_features", 2L);
    assertThat(alpha.facts().featuresAfterwards()).isEqualTo(1);
    assertThat(made.read(ModelName.RUGGUARD).facts().featuresAfterwards()).isEqualTo(1);
    assertThat(made.read(ModelName.SURVIVAL).facts().featuresAfterwards()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(ModelName.class)
  void everyFeatureHasItsCounts(ModelName model) {
    made.print(T, "a", 1)
        .print(T + MINUTE, "a", 2)
        .prediction(T, "jito", TestDatabase.FILL_CONTEXT)
        .score(T - MINUTE, "a", TestDatabase.SCORED)
        .sizing(T - MINUTE, "a", TestDatabase.CANDIDATE)
        .verdict(T - MINUTE, "a", 0.5, "[]")
        .print(T + 26 * HOUR, "a", 2);
    assertThat(made.read(model).facts().inputs())
        .extracting(InputCounts::feature)
        .containsExactlyElementsOf(Features.of(model).names());
    assertThat(new TestDatabase(folder.resolve("empty")).read(model).facts())
        .isEqualTo(ReadFacts.NONE);
  }
}
