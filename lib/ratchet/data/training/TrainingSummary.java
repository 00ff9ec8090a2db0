package ratchet.data.training;

import java.time.Instant;
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
    ReadFacts facts) {
  public TrainingSummary {
    labelNames = List.copyOf(labelNames);
    outcomeNames = List.copyOf(outcomeNames);
    featureNames = List.copyOf(featureNames);
    rowCounts = Collections.unmodifiableMap(new LinkedHashMap<>(rowCounts));
  }

  TrainingSummary of(FilesRead files) {
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
      long featuresAfterwards, List<InputCounts> inputs, AttemptFacts attempts, FilesRead files) {
    /** Of a set that was not read from a database. */
    static final ReadFacts NONE = new ReadFacts(0, List.of(), AttemptFacts.NONE, FilesRead.NONE);

    public ReadFacts {
      inputs = List.copyOf(inputs);
    }

    ReadFacts of(FilesRead read) {
      return new ReadFacts(featuresAfterwards, inputs, attempts, read);
    }
  }
}
