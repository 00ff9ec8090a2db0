package ratchet.model;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model was trained. With it, the training can be repeated, and an evaluation knows which
 * rows the model has not seen.
 *
 * @param dataFrom time of the first decision that was read
 * @param dataTo end of the data that was read; no later data was used
 * @param rowCounts number of rows by their use, e.g. {@code decisions}, {@code without_features},
 *     {@code purged}, {@code train}, {@code holdout}
 * @param datasetSha256 fingerprint over the ordered training rows
 * @param featureSchemaSha256 fingerprint over the feature names in order
 * @param hyperParameters settings of the objective and the split, by name
 * @param seed seed of all random numbers
 * @param trainTo the model was fitted on decisions before this time
 * @param holdoutFrom decisions from this time on are the holdout
 * @param toolkitVersion e.g. {@code 0.1.0}
 * @param javaVersion feature release, e.g. {@code 17}
 * @param trainer the command, e.g. {@code train_fillnet}
 * @param parentSha256 digest of the champion at training time; empty when there was none
 * @param engine what computed the training; empty when it was the command's own process
 * @param files the log files that were read; empty when the input was a single file
 * @param skippedFiles names of the files that were left out because they could not be read
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
   * A system outside the command's process that held the rows and computed the sums over them.
   *
   * @param name name and version, e.g. {@code spark 4.1.0}
   * @param cluster the cluster as given on the command line, e.g. {@code spark://host:7077}
   */
  public record Engine(String name, String cluster) {}

  /**
   * One of several log files that gave the rows.
   *
   * @param sha256 fingerprint over the file's train and holdout rows, in order
   * @param rows number of these rows
   */
  public record LogFile(String sha256, long rows) {}

  public Provenance {
    files = List.copyOf(files);
    skippedFiles = List.copyOf(skippedFiles);
    rowCounts = Collections.unmodifiableMap(new LinkedHashMap<>(rowCounts));
    hyperParameters = Collections.unmodifiableMap(new LinkedHashMap<>(hyperParameters));
  }
}
