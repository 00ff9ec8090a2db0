package ratchet.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model was made, so that it can be made again and so that an evaluation can see which rows
 * it never saw.
 *
 * @param dataFrom first decision read
 * @param dataTo last moment of the data read; nothing later was known
 * @param rowCounts rows by what became of them, e.g. {@code decisions}, {@code without_features},
 *     {@code purged}, {@code train}, {@code holdout}
 * @param datasetSha256 fingerprint over the ordered training rows
 * @param featureSchemaSha256 fingerprint over the feature names in order
 * @param hyperParameters of the objective and the split, by name
 * @param seed of everything random
 * @param trainTo decisions before this moment were fitted
 * @param holdoutFrom decisions from this moment on were held out
 * @param toolkitVersion e.g. {@code 0.1.0}
 * @param javaVersion feature release, e.g. {@code 17}
 * @param trainer the command, e.g. {@code train_fillnet}
 * @param parentSha256 digest of the champion at training time
 * @param engine absent where the command's own process computed everything
 * @param files by digest; empty where one file was given
 * @param skippedFiles names of files that were left out, as they could not be read
 */
public record Provenance(
    Instant dataFrom,
    Instant dataTo,
    Map<String, Long> rowCounts,
    String datasetSha256,
    String featureSchemaSha256,
    Map<String, Double> hyperParameters,
    long seed,
    Instant trainTo,
    Instant holdoutFrom,
    String toolkitVersion,
    String javaVersion,
    String trainer,
    Optional<String> parentSha256,
    Optional<Engine> engine,
    List<LogFile> files,
    List<String> skippedFiles) {
  /**
   * What has the rows of a training and sums over them, where that is not the command's process.
   *
   * @param name with its version, e.g. {@code spark 4.1.0}
   * @param cluster as the command line named it, e.g. {@code spark://host:7077}
   */
  public record Engine(String name, String cluster) {}

  /**
   * One of several files that the rows were read from.
   *
   * @param sha256 fingerprint over the rows that the file gave, train and holdout, in their order
   * @param rows that the file gave
   */
  public record LogFile(String sha256, long rows) {}

  public Provenance {
    files = List.copyOf(files);
    skippedFiles = List.copyOf(skippedFiles);
    rowCounts = Collections.unmodifiableMap(new LinkedHashMap<>(rowCounts));
    hyperParameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperParameters));
  }
}
