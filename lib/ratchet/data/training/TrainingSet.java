package ratchet.data.training;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.training.TrainingSummary.ReadFacts;
import ratchet.model.ModelName;
import ratchet.statistics.ClusteredRows;

/**
 * The rows from which one model is trained, ordered by decision time and then by key; column-major.
 *
 * @param labelNames as in the model's training view
 * @param outcomeNames measures of what happened after the decision, for summaries only
 * @param featureNames as {@code ratchet.features.Features#names()}
 * @param decisionMs when each decision was taken, milliseconds since the epoch
 * @param labelEndMs when each row's label was known, milliseconds since the epoch; a purge compares
 *     it with the holdout
 * @param keys mint or attempt by row, unique together with the decision time
 * @param mints number of each row's mint, from 0: rows of one mint are not independent
 * @param labels {@code [label][row]}; NaN where a row has none
 * @param outcomes {@code [outcome][row]}; NaN where a row has none
 * @param features {@code [feature][row]}; never NaN
 * @param rowCounts numbers of decisions and of what became rows, as {@link TrainingReader#read}
 *     describes
 * @param dataFrom first time of the data read
 * @param dataTo last time of the data read: label windows that end later are still open
 * @param facts further counts of the reading
 */
public record TrainingSet(
    ModelName model,
    List<String> labelNames,
    List<String> outcomeNames,
    List<String> featureNames,
    long[] decisionMs,
    long[] labelEndMs,
    List<String> keys,
    int[] mints,
    double[][] labels,
    double[][] outcomes,
    double[][] features,
    Map<String, Long> rowCounts,
    Instant dataFrom,
    Instant dataTo,
    ReadFacts facts)
    implements Serializable {
  public TrainingSet {
    labelNames = List.copyOf(labelNames);
    outcomeNames = List.copyOf(outcomeNames);
    featureNames = List.copyOf(featureNames);
    rowCounts = Collections.unmodifiableMap(new LinkedHashMap<>(rowCounts));
  }

  /** A set of rows that do not come from a database; the key of a row is its mint. */
  public TrainingSet(
      ModelName model,
      List<String> labelNames,
      List<String> outcomeNames,
      List<String> featureNames,
      long[] decisionMs,
      long[] labelEndMs,
      List<String> keys,
      double[][] labels,
      double[][] outcomes,
      double[][] features,
      Map<String, Long> rowCounts,
      Instant dataFrom,
      Instant dataTo) {
    this(
        model,
        labelNames,
        outcomeNames,
        featureNames,
        decisionMs,
        labelEndMs,
        keys,
        numbers(keys),
        labels,
        outcomes,
        features,
        rowCounts,
        dataFrom,
        dataTo,
        ReadFacts.NONE);
  }

  /** The given rows clustered by mint, with their decision times. */
  public ClusteredRows clusters(int[] rows) {
    int[] own = new int[rows.length];
    double[] times = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      own[i] = mints[rows[i]];
      times[i] = decisionMs[rows[i]];
    }
    return ClusteredRows.of(own, times);
  }

  private static int[] numbers(List<String> keys) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] mints = new int[keys.size()];
    for (int row = 0; row < mints.length; row++) {
      numbers.putIfAbsent(keys.get(row), numbers.size());
      mints[row] = numbers.get(keys.get(row));
    }
    return mints;
  }

  /** The set without its rows. */
  public TrainingSummary summary() {
    return new TrainingSummary(
        model, labelNames, outcomeNames, featureNames, rowCounts, dataFrom, dataTo, facts);
  }

  /** The number of rows. */
  public int size() {
    return decisionMs.length;
  }

  /** The key of a row in UTF-8. */
  public byte[] keyUtf8(int row) {
    return keys instanceof KeyList packed
        ? packed.utf8(row)
        : keys.get(row).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The column of a label.
   *
   * @throws IllegalArgumentException for a name that the set does not have
   */
  public double[] label(String name) {
    return column(labelNames, labels, name);
  }

  /**
   * The column of an outcome.
   *
   * @throws IllegalArgumentException for a name that the set does not have
   */
  public double[] outcome(String name) {
    return column(outcomeNames, outcomes, name);
  }

  private static double[] column(List<String> names, double[][] columns, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("no column " + name + " among " + names);
    }
    return columns[index];
  }
}
