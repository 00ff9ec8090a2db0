package ratchet.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ModelRoundTripTest {
  @Property(tries = 300)
  void everyFiniteWeightKeepsEveryBit(@ForAll("weights") List<Double> weights) {
    FillNetModel model = new FillNetModel(ModelSamples.header(8), weights, weights, weights);
    byte[] written = ModelWriter.write(model);
    ModelFile read = ModelReader.read(ModelName.FILLNET, written);
    assertThat(read).isEqualTo(model);
    assertThat(ModelWriter.write(read)).isEqualTo(written);
  }

  @Property(tries = 300)
  void everyNameAndTextSurvives(@ForAll String status, @ForAll String issue) {
    String metric = "m" + issue.length();
    ModelHeader own = ModelSamples.header(7);
    ModelHeader header =
        new ModelHeader(
            own.created(),
            wellFormed(status),
            own.features(),
            new Metrics(Map.of(metric, 0.5)),
            own.sampleSizes(),
            List.of(wellFormed(issue)),
            own.goldenScores(),
            own.provenance());
    ModelFile model = ModelSamples.of(ModelName.RUGGUARD).withHeader(header);
    assertThat(ModelReader.read(ModelName.RUGGUARD, ModelWriter.write(model))).isEqualTo(model);
  }

  @Property(tries = 300)
  void aChangedByteIsAnotherModelOrNone(
      @ForAll @IntRange(min = 0, max = 600) int position, @ForAll byte replacement) {
    byte[] written = ModelWriter.write(ModelSamples.of(ModelName.FILLNET));
    byte[] changed = written.clone();
    changed[position % changed.length] = replacement;
    try {
      ModelFile read = ModelReader.read(ModelName.FILLNET, changed);
      assertThat(ModelReader.read(ModelName.FILLNET, ModelWriter.write(read))).isEqualTo(read);
    } catch (ModelFormatException refused) {
      assertThat(refused.field()).isNotBlank();
    }
  }

  @Provide
  Arbitrary<List<Double>> weights() {
    return Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.of(
                0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 0.1, 1e300))
        .list()
        .ofSize(8);
  }

  /** Lone surrogates have no UTF-8. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}
