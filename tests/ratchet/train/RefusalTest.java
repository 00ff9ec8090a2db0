package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.model.ModelFile;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;

/** What the rows must have before there is a model. */
class RefusalTest {
  @ParameterizedTest
  @EnumSource
  void noRowIsARefusal(ModelName model) {
    TrainingSet empty = SyntheticSets.of(model, 0);
    assertThatThrownBy(() -> Trainers.train(empty, SyntheticSets.OPTIONS))
        .isInstanceOfSatisfying(
            InsufficientDataException.class,
            e -> {
              assertThat(e.reason()).isEqualTo("no_rows");
              assertThat(e.status()).isEqualTo("no_data");
            });
    assertBlankLoads(empty, "no_data");
  }

  @ParameterizedTest
  @EnumSource
  void thirtyRowsAreARefusal(ModelName model) {
    TrainingSet few = SyntheticSets.of(model, 30);
    assertThatThrownBy(() -> Trainers.train(few, SyntheticSets.OPTIONS))
        .isInstanceOfSatisfying(
            InsufficientDataException.class,
            e -> {
              assertThat(e.reason()).startsWith("insufficient_samples(");
              assertThat(e).hasMessageContaining("required 50");
            });
    assertBlankLoads(few, "insufficient_samples");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void oneClassIsARefusal(double label) {
    TrainingSet set = SyntheticSets.of(ModelName.ALPHA, 2_000);
    Arrays.fill(set.label("y_payoff_10m"), label);
    assertThatThrownBy(() -> Trainers.train(set, SyntheticSets.OPTIONS))
        .isInstanceOfSatisfying(
            InsufficientDataException.class,
            e -> assertThat(e.reason()).isEqualTo("one_class(y_payoff_10m)"));
  }

  @Test
  void hardlyAnyOfOneClassIsARefusal() {
    TrainingSet set = SyntheticSets.of(ModelName.FILLNET, 2_000);
    Arrays.fill(set.label("y_fill"), 1);
    Arrays.fill(set.label("y_fill"), 0, 9, 0);
    assertThatThrownBy(() -> Trainers.train(set, SyntheticSets.OPTIONS))
        .isInstanceOfSatisfying(
            InsufficientDataException.class,
            e -> assertThat(e.reason()).isEqualTo("insufficient_minority(9)"));
  }

  @Test
  void aConstantSlippageIsARefusal() {
    TrainingSet set = SyntheticSets.of(ModelName.FILLNET, 2_000);
    Arrays.fill(set.label("y_slip_bps"), 12);
    assertThatThrownBy(() -> Trainers.train(set, SyntheticSets.OPTIONS))
        .isInstanceOfSatisfying(
            InsufficientDataException.class,
            e -> assertThat(e.reason()).isEqualTo("constant_label(y_slip_bps)"));
  }

  private static void assertBlankLoads(TrainingSet set, String status) {
    ModelFile blank = Trainers.blank(set, SyntheticSets.OPTIONS, status, "too little");
    LoadedModel loaded = LoadedModel.load(set.model(), ModelWriter.write(blank));
    assertThat(loaded.file().header().status()).isEqualTo(status);
    assertThat(loaded.file().header().issues()).containsExactly("too little");
  }
}
