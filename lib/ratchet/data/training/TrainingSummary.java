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
 * What there is to say of a training set beside its rows.
 *
 * @param labelNames as in the model's training view
 * @param outcomeNames further things that happened after the decision, for summaries only
 * @param featureNames as {@code ratchet.features.Features#names()}
 * @param rowCounts decisions by what became of them: {@code decisions} seen, {@code
 *     without_features}, {@code without_label}, {@code rows} kept
 * @param dataFrom first moment of the data read
 * @param dataTo last moment of the data read: label windows that end later are still open
 * @param facts what else was seen on the way
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

  /** The same, read from these files. */
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
   * Of all rows of several parts, such as files that were read apart.
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

  public long rows() {
    return rowCounts.get("rows");
  }

  /**
   * What was seen while a training set was read and is in none of its columns.
   *
   * @param featuresAfterwards decisions without features whose context was logged after them,
   *     within the time that it should have been logged before them
   * @param inputs of each feature, in the order of the vector; empty without rows
   * @param attempts how they were brought together with their decisions; nothing but for FillNet
   * @param files where it was read from; nothing but where several were given
   */
  public record ReadFacts(
      long featuresAfterwards, List<InputCounts> inputs, AttemptFacts attempts, FilesRead files)
      implements Serializable {
    /** Of a set that was not read from a database. */
    static final ReadFacts NONE = new ReadFacts(0, List.of(), AttemptFacts.NONE, FilesRead.NONE);

    public ReadFacts {
      inputs = List.copyOf(inputs);
    }

    /** Of other rows as well. */
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
