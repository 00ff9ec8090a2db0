package ratchet.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The four models, in the order in which they are promoted, with their file names and addresses.
 */
public enum ModelName {
  FILLNET("fillnet_v2.json", "fillnet.json", 2, "http://127.0.0.1:4011" + ModelName.RELOAD_PATH),
  ALPHA(
      "alpha_ranker_v1.json",
      "alpha_ranker.json",
      2,
      "http://127.0.0.1:4021" + ModelName.RELOAD_PATH),
  RUGGUARD("rugguard_v2.json", "rugguard.json", 2, null),
  SURVIVAL("survival_v1.json", "survival.json", 1, null);

  /** Path of the HTTP request that makes a runtime reload its models. */
  public static final String RELOAD_PATH = "/control/reload-models";

  private final String candidateFile;
  private final String aliasFile;
  private final int version;
  private final String defaultReloadUrl;

  ModelName(String candidateFile, String aliasFile, int version, String defaultReloadUrl) {
    this.candidateFile = candidateFile;
    this.aliasFile = aliasFile;
    this.version = version;
    this.defaultReloadUrl = defaultReloadUrl;
  }

  /** The name on the command line, in JSON and in metric names, e.g. {@code fillnet}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Name of the file that the trainer writes in the models folder. */
  public String candidateFile() {
    return candidateFile;
  }

  /** Name of the file that a runtime reads in the models folder. */
  public String aliasFile() {
    return aliasFile;
  }

  /** The required value of the file's {@code version} field. */
  public int version() {
    return version;
  }

  /** The default reload URL of the model's runtime; empty when the model has none. */
  public Optional<String> defaultReloadUrl() {
    return Optional.ofNullable(defaultReloadUrl);
  }

  /** E.g. {@code PROMOTE_FILLNET_RELOAD_URL} for the suffix {@code RELOAD_URL}. */
  public String environmentName(String suffix) {
    return "PROMOTE_" + name() + "_" + suffix;
  }

  /**
   * The model with this {@link #id}.
   *
   * @throws UsageException when there is no such model
   */
  public static ModelName of(String id) {
    return Arrays.stream(values())
        .filter(name -> name.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "no model is called '" + id + "'",
                    "use one of "
                        + Arrays.stream(values())
                            .map(ModelName::id)
                            .collect(Collectors.joining(", "))));
  }

  /** All models in the order in which they are promoted. */
  public static List<ModelName> all() {
    return List.of(values());
  }
}
