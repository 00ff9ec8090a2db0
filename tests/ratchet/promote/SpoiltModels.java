package ratchet.promote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import ratchet.features.GoldenInputs;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.ReproducedMetric;
import ratchet.gate.Evidence;
import ratchet.gate.Rescoring;
import ratchet.logs.LogFiles;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;
import ratchet.model.ModelWriter;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.store.ModelPaths;

/** Trained models that somebody spoils, and who takes care that the file looks as if nobody had. */
public final class SpoiltModels {
  private SpoiltModels() {}

  /** The model, changed, with the golden scores that the change gives; its claims are as before. */
  public static byte[] spoilt(ModelName model, byte[] trained, Consumer<ObjectNode> change) {
    ObjectNode file = (ObjectNode) Json.read(trained);
    change.accept(file);
    return stamped(model, file);
  }

  /**
   * The same model with claims that are true of it.
   *
   * @param database that it was trained on
   */
  public static byte[] honest(ModelName model, byte[] content, Path database) {
    Evidence found =
        RescoredEvidence.of(
                LogFiles.of(database),
                ModelPaths.of(database.resolveSibling("no-models")),
                Evidence.Leniency.NONE)
            .gather(LoadedModel.load(model, content), Optional.empty(), PromotionFixture.NOW);
    ObjectNode file = (ObjectNode) Json.read(content);
    ObjectNode metrics = (ObjectNode) file.get("metrics");
    for (ReproducedMetric figure :
        ((Rescoring.OnRows) found.rescoring()).rows().reproducedMetrics().figures()) {
      if (metrics.has(figure.name())) {
        metrics.remove(List.of(figure.name() + "_lower", figure.name() + "_upper"));
        figure
            .measured()
            .ifPresentOrElse(
                value -> metrics.put(figure.name(), value), () -> metrics.remove(figure.name()));
      }
    }
    return stamped(model, file);
  }

  private static byte[] stamped(ModelName model, ObjectNode file) {
    byte[] content = Json.line(file).getBytes(StandardCharsets.UTF_8);
    return ModelWriter.write(GoldenInputs.stamp(ModelReader.read(model, content)));
  }

  /** Adds to the first weight, which is the constant's. */
  public static void add(double value, JsonNode weights) {
    set((ArrayNode) weights, 0, weights.get(0).doubleValue() + value);
  }

  public static void negate(JsonNode weights) {
    for (int i = 0; i < weights.size(); i++) {
      set((ArrayNode) weights, i, -weights.get(i).doubleValue());
    }
  }

  /** Leaves a FillNet nothing but its constants. */
  public static void constant(ObjectNode file) {
    for (String name : List.of("wFill", "wSlip", "wTime")) {
      ArrayNode weights = (ArrayNode) file.get(name);
      for (int i = 1; i < weights.size(); i++) {
        set(weights, i, 0);
      }
    }
  }

  private static void set(ArrayNode weights, int index, double value) {
    weights.set(index, Json.MAPPER.getNodeFactory().numberNode(value));
  }
}
