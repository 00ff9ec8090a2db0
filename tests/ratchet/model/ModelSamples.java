package ratchet.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** One small valid model of each kind, and its file. */
final class ModelSamples {
  private ModelSamples() {}

  static ModelFile of(ModelName name) {
    return switch (name) {
      case ALPHA ->
          new AlphaModel(
              header(11),
              Map.of(
                  "10m",
                  new AlphaModel.Horizon(
                      weights(11), "ok", new Metrics(Map.of("auc", 0.8)), Map.of())));
      case FILLNET -> new FillNetModel(header(8), weights(8), weights(8), weights(8));
      case RUGGUARD -> new RugGuardModel(header(7), weights(7), 0.5);
      case SURVIVAL ->
          new SurvivalModel(
              header(2),
              new SurvivalModel.Params(120, 40, 400, 0.4, 0.8),
              Optional.of(
                  new SurvivalModel.HazardModel(
                      List.of("f0", "f1"), List.of(0.5, -0.25), 60, List.of(-3.0, -2.5))));
    };
  }

  static String text(ModelName name) {
    return new String(ModelWriter.write(of(name)), StandardCharsets.UTF_8);
  }

  static ModelHeader header(int features) {
    return new ModelHeader(
        Instant.parse("2026-01-31T12:00:00Z"),
        "ok",
        IntStream.range(0, features).mapToObj(i -> "f" + i).toList(),
        new Metrics(Map.of("brier", 0.1875)),
        Map.of("train_size", 800L),
        List.of("one class in the holdout: no auc"),
        List.of(0.25, 0.5, 0.75),
        Optional.of(provenance()));
  }

  private static List<Double> weights(int count) {
    return Collections.nCopies(count, 0.125);
  }

  private static Provenance provenance() {
    return new Provenance(
        Instant.parse("2026-01-01T00:00:00Z"),
        Instant.parse("2026-01-31T00:00:00.123Z"),
        Map.of("train", 800L),
        "ab".repeat(32),
        "cd".repeat(32),
        Map.of("l2", 1e-3),
        42,
        Instant.parse("2026-01-24T00:00:00Z"),
        Instant.parse("2026-01-25T00:00:00Z"),
        "0.1.0",
        "17",
        "train_test",
        Optional.of("ef".repeat(32)),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
