import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Features.FillNetFeatures;
import ratchet.features.GoldenInputs;
import ratchet.model.FillNetModel;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelWriter;

/** A model file that a runtime serves without complaint: new, and of no opinion. */
final class HealthyModel {
  private HealthyModel() {}

  static byte[] fillNet() {
    List<String> features = new FillNetFeatures().names();
    List<Double> zeros = Collections.nCopies(features.size(), 0.0);
    ModelHeader header =
        new ModelHeader(
            Instant.now(),
            ModelHeader.STATUS_OK,
            features,
            Metrics.NONE,
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty());
    return ModelWriter.write(GoldenInputs.stamp(new FillNetModel(header, zeros, zeros, zeros)));
  }
}
