package ratchet.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Writes model files. {@link ModelReader} reads the bytes back to an equal model. */
public final class ModelWriter {
  private ModelWriter() {}

  /**
   * The file's content as UTF-8. Equal models give equal bytes, and numbers keep their full
   * precision.
   */
  public static byte[] write(ModelFile model) {
    ModelHeader header = model.header();
    ObjectNode file = Json.MAPPER.createObjectNode();
    file.put("version", model.name().version());
    file.put("created", seconds(header.created()));
    file.put("status", header.status());
    texts(file.putArray("features"), header.features());
    body(model, file);
    numbers(file.putObject("metrics"), header.metrics().values());
    header.sampleSizes().forEach(file::put);
    texts(file.putArray("issues"), header.issues());
    numbers(file.putArray("golden_scores"), header.goldenScores());
    header.provenance().ifPresent(from -> provenance(file.putObject("provenance"), from));
    return Json.pretty(file).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Digest of the parts that determine the scores: features, weights, parameters. Two trainings on
   * the same rows have the same digest, although {@code created} and metrics may differ.
   */
  public static String fitSha256(ModelFile model) {
    ObjectNode fit = Json.MAPPER.createObjectNode();
    texts(fit.putArray("features"), model.header().features());
    body(model, fit);
    fit.path("models").forEach(horizon -> ((ObjectNode) horizon).retain("weights"));
    return Digest.of(Json.line(fit).getBytes(StandardCharsets.UTF_8));
  }

  private static void body(ModelFile model, ObjectNode file) {
    if (model instanceof AlphaModel alpha) {
      ObjectNode models = file.putObject("models");
      alpha.horizons().forEach((name, horizon) -> horizon(models.putObject(name), horizon));
    } else if (model instanceof FillNetModel fillNet) {
      numbers(file.putArray("wFill"), fillNet.fillWeights());
      numbers(file.putArray("wSlip"), fillNet.slippageWeights());
      numbers(file.putArray("wTime"), fillNet.timeWeights());
    } else if (model instanceof RugGuardModel rugGuard) {
      numbers(file.putArray("weights"), rugGuard.weights());
      file.put("threshold", rugGuard.threshold());
    } else if (model instanceof SurvivalModel survival) {
      params(file.putObject("params"), survival.params());
      survival.hazard().ifPresent(hazard -> hazard(file.putObject("hazard_model"), hazard));
    }
  }

  private static void horizon(ObjectNode to, AlphaModel.Horizon horizon) {
    numbers(to.putArray("weights"), horizon.weights());
    to.put("status", horizon.status());
    numbers(to.putObject("metrics"), horizon.metrics().values());
    horizon.sampleSizes().forEach(to::put);
  }

  private static void params(ObjectNode to, SurvivalModel.Params params) {
    to.put("baseTrailBps", params.baseTrailBps());
    to.put("minTrailBps", params.minTrailBps());
    to.put("maxTrailBps", params.maxTrailBps());
    to.put("hazardTighten", params.hazardTighten());
    to.put("hazardPanic", params.hazardPanic());
  }

  private static void hazard(ObjectNode to, SurvivalModel.HazardModel hazard) {
    texts(to.putArray("covariates"), hazard.covariates());
    numbers(to.putArray("coefficients"), hazard.coefficients());
    to.put("interval_seconds", hazard.intervalSeconds());
    numbers(to.putArray("baseline"), hazard.baseline());
  }

  private static void provenance(ObjectNode to, Provenance from) {
    to.put("data_from", from.dataFrom().toString());
    to.put("data_to", from.dataTo().toString());
    ObjectNode counts = to.putObject("row_counts");
    from.rowCounts().forEach(counts::put);
    to.put("dataset_sha256", from.datasetSha256());
    to.put("feature_schema_sha256", from.featureSchemaSha256());
    numbers(to.putObject("hyper_parameters"), from.hyperParameters());
    to.put("seed", from.seed());
    to.put("train_to", from.trainTo().toString());
    to.put("holdout_from", from.holdoutFrom().toString());
    to.put("toolkit_version", from.toolkitVersion());
    to.put("java_version", from.javaVersion());
    to.put("trainer", from.trainer());
    from.parentSha256().ifPresent(parent -> to.put("parent", parent));
    from.engine()
        .ifPresent(
            engine ->
                to.putObject("engine").put("name", engine.name()).put("cluster", engine.cluster()));
    if (!from.files().isEmpty()) {
      ArrayNode files = to.putArray("files");
      from.files()
          .forEach(file -> files.addObject().put("sha256", file.sha256()).put("rows", file.rows()));
    }
    if (!from.skippedFiles().isEmpty()) {
      texts(to.putArray("skipped_files"), from.skippedFiles());
    }
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void texts(ArrayNode to, List<String> texts) {
    texts.forEach(to::add);
  }

  private static void numbers(ArrayNode to, List<Double> numbers) {
    numbers.forEach(to::add);
  }

  private static void numbers(ObjectNode to, Map<String, Double> numbers) {
    numbers.forEach(to::put);
  }
}
