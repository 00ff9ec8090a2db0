package ratchet.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses and validates model files. */
public final class ModelReader {
  /** Size limit of a model file; a usual file has a few kilobytes. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private ModelReader() {}

  /**
   * Reads a model file.
   *
   * @param expected the model that the file must hold
   * @throws ModelFormatException naming the first wrong field: not strict JSON in UTF-8, another
   *     model's file, another version, a missing or mistyped field, a number that is not finite, an
   *     impossible metric such as a Brier score above 1
   */
  public static ModelFile read(ModelName expected, byte[] content) {
    if (content.length == 0) {
      throw ModelFormatException.ofWholeFile("is empty");
    }
    if (content.length > MAX_BYTES) {
      throw ModelFormatException.ofWholeFile(
          "is larger than 16 MiB (" + content.length + " bytes)");
    }
    JsonFields file = new JsonFields(json(content), ModelReader::failure);
    refuseOtherModel(expected, file);
    long version = file.count("version");
    if (version != expected.version()) {
      throw new ModelFormatException(
          "version",
          "is " + version + ", but " + expected.id() + " has version " + expected.version());
    }
    ModelHeader header = header(expected, file);
    return switch (expected) {
      case ALPHA -> alpha(header, file);
      case FILLNET ->
          new FillNetModel(
              header, file.numbers("wFill"), file.numbers("wSlip"), file.numbers("wTime"));
      case RUGGUARD -> rugGuard(header, file);
      case SURVIVAL -> survival(header, file);
    };
  }

  static ModelFormatException failure(String path, String problem) {
    return path.isEmpty()
        ? ModelFormatException.ofWholeFile(problem)
        : new ModelFormatException(path, problem);
  }

  private static JsonNode json(byte[] content) {
    try {
      return Json.read(content);
    } catch (MalformedJsonException e) {
      throw ModelFormatException.ofWholeFile(e.getMessage());
    }
  }

  private static void refuseOtherModel(ModelName expected, JsonFields file) {
    for (ModelName other : ModelName.all()) {
      if (other != expected && !file.has(markOf(expected)) && file.has(markOf(other))) {
        throw ModelFormatException.ofWholeFile(
            "is " + modelOf(other) + ", not " + modelOf(expected));
      }
    }
  }

  private static String modelOf(ModelName name) {
    String article = "aeiou".indexOf(name.id().charAt(0)) < 0 ? "a " : "an ";
    return article + name.id() + " model";
  }

  /** A field that only the files of this model have. */
  private static String markOf(ModelName name) {
    return switch (name) {
      case ALPHA -> "models";
      case FILLNET -> "wFill";
      case RUGGUARD -> "weights";
      case SURVIVAL -> "params";
    };
  }

  private static ModelHeader header(ModelName name, JsonFields file) {
    boolean survival = name == ModelName.SURVIVAL;
    return new ModelHeader(
        file.instant("created"),
        file.text("status"),
        survival && !file.has("features") ? List.of() : file.texts("features"),
        metrics("metrics", file),
        sampleSizes(file),
        file.has("issues") ? file.texts("issues") : List.of(),
        file.has("golden_scores") ? file.numbers("golden_scores") : List.of(),
        file.has("provenance")
            ? Optional.of(provenance(file.object("provenance")))
            : Optional.empty());
  }

  private static Metrics metrics(String path, JsonFields file) {
    if (!file.has("metrics")) {
      return Metrics.NONE;
    }
    Metrics metrics = new Metrics(file.numberMap("metrics"));
    PlausibleMetrics.require(path, metrics);
    return metrics;
  }

  private static Map<String, Long> sampleSizes(JsonFields file) {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (String name : List.of("train_size", "holdout_size", "sample_size")) {
      if (file.has(name)) {
        sizes.put(name, file.count(name));
      }
    }
    return sizes;
  }

  private static Provenance provenance(JsonFields from) {
    return new Provenance(
        from.instant("data_from"),
        from.instant("data_to"),
        from.countMap("row_counts"),
        from.text("dataset_sha256"),
        from.text("feature_schema_sha256"),
        from.numberMap("hyper_parameters"),
        (long) from.number("seed"),
        from.instant("train_to"),
        from.instant("holdout_from"),
        from.text("toolkit_version"),
        from.text("java_version"),
        from.text("trainer"),
        from.has("parent") ? Optional.of(from.text("parent")) : Optional.empty(),
        from.has("engine") ? Optional.of(engine(from.object("engine"))) : Optional.empty(),
        from.has("files")
            ? from.objects("files").stream()
                .map(file -> new Provenance.LogFile(file.text("sha256"), file.count("rows")))
                .toList()
            : List.of(),
        from.has("skipped_files") ? from.texts("skipped_files") : List.of());
  }

  private static Provenance.Engine engine(JsonFields from) {
    return new Provenance.Engine(from.text("name"), from.text("cluster"));
  }

  private static AlphaModel alpha(ModelHeader header, JsonFields file) {
    JsonFields models = file.object("models");
    Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>();
    for (String horizon : models.names()) {
      if (!AlphaModel.HORIZONS.contains(horizon)) {
        throw new ModelFormatException(
            "models." + horizon, "is not a horizon; the horizons are 10m, 60m and 24h");
      }
      JsonFields model = models.object(horizon);
      horizons.put(
          horizon,
          new AlphaModel.Horizon(
              model.numbers("weights"),
              model.has("status") ? model.text("status") : header.status(),
              metrics("models." + horizon + ".metrics", model),
              sampleSizes(model)));
    }
    if (horizons.isEmpty()) {
      throw new ModelFormatException("models", "holds no horizon");
    }
    return new AlphaModel(header, horizons);
  }

  private static RugGuardModel rugGuard(ModelHeader header, JsonFields file) {
    return new RugGuardModel(
        header, file.numbers("weights"), openUnit("threshold", file.number("threshold")));
  }

  private static SurvivalModel survival(ModelHeader header, JsonFields file) {
    JsonFields params = file.object("params");
    SurvivalModel.Params read =
        new SurvivalModel.Params(
            positive("params.baseTrailBps", params.number("baseTrailBps")),
            positive("params.minTrailBps", params.number("minTrailBps")),
            positive("params.maxTrailBps", params.number("maxTrailBps")),
            openUnit("params.hazardTighten", params.number("hazardTighten")),
            openUnit("params.hazardPanic", params.number("hazardPanic")));
    if (read.minTrailBps() > read.maxTrailBps()) {
      throw new ModelFormatException(
          "params.minTrailBps",
          "is above maxTrailBps (" + read.minTrailBps() + " > " + read.maxTrailBps() + ")");
    }
    return new SurvivalModel(
        header,
        read,
        file.has("hazard_model")
            ? Optional.of(hazard(file.object("hazard_model")))
            : Optional.empty());
  }

  private static SurvivalModel.HazardModel hazard(JsonFields from) {
    SurvivalModel.HazardModel hazard =
        new SurvivalModel.HazardModel(
            from.texts("covariates"),
            from.numbers("coefficients"),
            positive("hazard_model.interval_seconds", from.number("interval_seconds")),
            from.numbers("baseline"));
    if (hazard.covariates().size() != hazard.coefficients().size()) {
      throw new ModelFormatException(
          "hazard_model.coefficients",
          "has "
              + hazard.coefficients().size()
              + " values for "
              + hazard.covariates().size()
              + " covariates");
    }
    return hazard;
  }

  private static double positive(String field, double value) {
    if (value <= 0) {
      throw new ModelFormatException(field, "is not above 0 (" + value + ")");
    }
    return value;
  }

  private static double openUnit(String field, double value) {
    if (value <= 0 || value >= 1) {
      throw new ModelFormatException(field, "is not between 0 and 1 (" + value + ")");
    }
    return value;
  }
}
