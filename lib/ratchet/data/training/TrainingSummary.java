package ratchet.data.training;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.log.AttemptFacts;
import ratchet.data.log.FeatureSources.InputCounts;
import ratchet.model.ModelName;

/**
 * A training set without its rows.
 *
 * @param labelNames as in the model's training view
 * @param outcomeNames measures of what happened after the decision, for summaries only
 * @param featureNames as {@code ratchet.features.Features#names()}
 * @param rowCounts numbers of decisions and of what became rows, as {@link TrainingReader#read}
 *     describes
 * @param dataFrom first time of the data read
 * @param dataTo last time of the data read: label windows that end later are still open
 * @param facts further counts of the reading
 */
public record TrainingSummary(
    ModelName model,
    List<String> labelNames,
    List<String> outcomeNames,
    List<String> featureNames,
    Map<String, Long> rowCounts,
    Instant dataFrom,
    Instant dataTo,
    ReadFacts facts)
    implements Serializable {
  public TrainingSummary {
    labelNames = List.copyOf(labelNames);
    outcomeNames = List.copyOf(outcomeNames);
    featureNames = List.copyOf(featureNames);
    rowCounts = Collections.unmodifiableMap(new LinkedHashMap<>(rowCounts));
  }

  /** A copy with the files that were read. */
  public TrainingSummary of(FilesRead files) {
    return new TrainingSummary(
        model,
        labelNames,
        outcomeNames,
        featureNames,
        rowCounts,
        dataFrom,
        dataTo,
        facts.of(files));
  }

  /**
   * The summary over several parts, such as files that were read separately.
   *
   * @param parts at least one, all of one model
   */
  public static TrainingSummary sum(List<TrainingSummary> parts) {
    return parts.stream().reduce(TrainingSummary::plus).orElseThrow();
  }

  private TrainingSummary plus(TrainingSummary other) {
    if (rowCounts.get("decisions") == 0 || other.rowCounts.get("decisions") == 0) {
      return rowCounts.get("decisions") == 0 ? other : this;
    }
    Map<String, Long> counts = new LinkedHashMap<>(rowCounts);
    other.rowCounts.forEach((name, count) -> counts.merge(name, count, Long::sum));
    return new TrainingSummary(
        model,
        labelNames,
        outcomeNames,
        featureNames,
        counts,
        dataFrom.isBefore(other.dataFrom) ? dataFrom : other.dataFrom,
        dataTo.isAfter(other.dataTo) ? dataTo : other.dataTo,
        facts.plus(other.facts));
  }

  /** The number of rows. */
  public long rows() {
    return rowCounts.get("rows");
  }

  /**
   * Counts from the reading of a training set that are in none of its columns.
   *
   * @param featuresAfterwards decisions without features whose context was logged too late: after
   *     them, but within the tolerance
   * @param inputs counts of each feature's inputs, in the order of the vector; empty without rows
   * @param attempts how attempts were matched with decisions; {@link AttemptFacts#NONE} except for
   *     FillNet
   * @param files that were read; {@link FilesRead#NONE} unless several were given
   */
  public record ReadFacts(
      long featuresAfterwards, List<InputCounts> inputs, AttemptFacts attempts, FilesRead files)
      implements Serializable {
    /** The facts of a set that was not read from a database. */
    static final ReadFacts NONE = new ReadFacts(0, List.of(), AttemptFacts.NONE, FilesRead.NONE);

    public ReadFacts {
      inputs = List.copyOf(inputs);
    }

    /** The sum with the facts of other rows. */
    ReadFacts plus(ReadFacts other) {
      List<InputCounts> sums = new ArrayList<>();
      for (int i = 0; i < Math.max(inputs.size(), other.inputs.size()); i++) {
        sums.add(
            i >= other.inputs.size()
                ? inputs.get(i)
                : i >= inputs.size()
                    ? other.inputs.get(i)
                    : inputs.get(i).plus(other.inputs.get(i)));
      }
      return new ReadFacts(
          featuresAfterwards + other.featuresAfterwards,
          sums,
          attempts.plus(other.attempts),
          files);
    }

    ReadFacts of(FilesRead read) {
      return new ReadFacts(featuresAfterwards, inputs, attempts, read);
    }
  }
}
