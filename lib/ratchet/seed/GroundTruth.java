package ratchet.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.model.Json;
import ratchet.model.ModelName;

/**
 * The models from which labels are drawn ({@code truth.json}), so that a trained model can be
 * compared with them. Weights are in the order of {@link Features#names()}.
 *
 * <p>Payoffs, fills and rugs are drawn with probability sigmoid(w·x), slippage and time to land are
 * w·x plus normal noise, and the first stop falls into minute k, given none before, with
 * probability sigmoid(baseline[k] + coefficients·x).
 */
final class GroundTruth {
  private final JsonNode document;
  final double[] payoff10m;
  final double[] payoff60m;
  final double[] fill;
  final double[] slipBps;
  final double[] timeMs;
  final double slipSdBps;
  final double timeSdMs;
  final double[] rug;
  final double[] hazard;
  final double[] hazardBaseline;

  /** Weights of the models in service: the truth, less sure of itself. */
  private final double servedShrinkage;

  private GroundTruth(JsonNode document) {
    this.document = document;
    payoff10m = weights(ModelName.ALPHA, document.at("/alpha/10m"));
    payoff60m = weights(ModelName.ALPHA, document.at("/alpha/60m"));
    fill = weights(ModelName.FILLNET, document.at("/fillnet/wFill"));
    slipBps = weights(ModelName.FILLNET, document.at("/fillnet/wSlip"));
    timeMs = weights(ModelName.FILLNET, document.at("/fillnet/wTime"));
    slipSdBps = document.at("/fillnet/slip_sd_bps").doubleValue();
    timeSdMs = document.at("/fillnet/time_sd_ms").doubleValue();
    rug = weights(ModelName.RUGGUARD, document.at("/rugguard/weights"));
    hazard = weights(ModelName.SURVIVAL, document.at("/survival/coefficients"));
    JsonNode baseline = document.at("/survival/baseline");
    hazardBaseline = new double[baseline.size()];
    for (int i = 0; i < hazardBaseline.length; i++) {
      hazardBaseline[i] = baseline.get(i).doubleValue();
    }
    servedShrinkage = document.at("/served_shrinkage").doubleValue();
  }

  static GroundTruth load() {
    try (InputStream in = GroundTruth.class.getResourceAsStream("truth.json")) {
      if (in == null) {
        throw new IllegalStateException("the resource truth.json is not on the class path");
      }
      return new GroundTruth(Json.read(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double dot(double[] weights, double[] vector) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * vector[i];
    }
    return sum;
  }

  /** What the model in service says, six decimals. */
  double served(double[] weights, double[] vector) {
    return SeededRandom.rounded(Scorer.sigmoid(servedShrinkage * dot(weights, vector)), 6);
  }

  /** Time to land that the model in service expects. */
  long servedTimeMs(double[] vector) {
    return Math.max(50, Math.round(dot(timeMs, vector)));
  }

  /** The truth of one run, as it is written beside the database. */
  String describe(SeedPlan plan) {
    ObjectNode run = Json.MAPPER.createObjectNode();
    run.put("seed", plan.seed());
    run.put("days", plan.days());
    run.put("mints", plan.mints());
    run.put("attempts", plan.attempts());
    run.put("end", plan.end().toString());
    run.setAll((ObjectNode) document);
    return Json.pretty(run);
  }

  private static double[] weights(ModelName model, JsonNode byName) {
    List<String> names = Features.of(model).names();
    return names.stream().mapToDouble(name -> byName.required(name).doubleValue()).toArray();
  }
}
