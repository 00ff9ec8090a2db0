package ratchet.runtime;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import ratchet.features.Features;
import ratchet.features.GoldenInputs;
import ratchet.model.AlphaModel;
import ratchet.model.FillNetModel;
import ratchet.model.Metrics;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

/** Model files that a runtime serves: real ones in all but their weights, which are random. */
final class TestModels {
  static final Instant CREATED = Instant.parse("2026-03-01T12:00:00Z");

  private TestModels() {}

  static byte[] good(ModelName name, long seed) {
    return bytes(name, CREATED.plusSeconds(seed), "ok", seed);
  }

  static byte[] bytes(ModelName name, Instant created, String status, long seed) {
    return ModelWriter.write(GoldenInputs.stamp(model(name, created, status, seed)));
  }

  private static ModelFile model(ModelName name, Instant created, String status, long seed) {
    Random random = new Random(seed);
    List<String> features = Features.of(name).names();
    ModelHeader header =
        new ModelHeader(
            created,
            status,
            features,
            Metrics.NONE,
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty());
    return switch (name) {
      case ALPHA -> {
        Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>();
        for (String horizon : List.of("10m", "60m")) {
          horizons.put(
              horizon,
              new AlphaModel.Horizon(
                  weights(random, features.size(), 1), status, Metrics.NONE, Map.of()));
        }
        yield new AlphaModel(header, horizons);
      }
      case FILLNET ->
          new FillNetModel(
              header,
              weights(random, features.size(), 1),
              weights(random, features.size(), 100),
              weights(random, features.size(), 500));
      case RUGGUARD -> new RugGuardModel(header, weights(random, features.size(), 1), 0.5);
      case SURVIVAL ->
          new SurvivalModel(
              header,
              new SurvivalModel.Params(100 + random.nextInt(400), 40, 900, 0.6, 0.8),
              Optional.empty());
    };
  }

  private static List<Double> weights(Random random, int count, double scale) {
    return IntStream.range(0, count).mapToObj(i -> random.nextGaussian() * scale).toList();
  }
}
