package ratchet.data.training;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.data.log.AttemptFacts;
import ratchet.data.log.ContextStream;
import ratchet.data.log.FeatureSources;
import ratchet.data.log.JsonInputs;
import ratchet.data.log.PricePath;
import ratchet.data.training.TrainingSummary.ReadFacts;
import ratchet.features.Features;
import ratchet.model.ModelName;

/** Computes the features of each row, counts what is left out, and passes the rows on. */
final class RowCollector {
  private final ModelName model;
  private final List<String> labelNames;
  private final List<String> outcomeNames;
  private final TrainingRowSink sink;
  private final Features features;
  private final double[] vector;
  private FeatureSources sources;

  private long decisions;
  private long withoutFeatures;
  private long malformedFeatures;
  private long featuresAfterwards;
  private long withoutLabel;
  private long openWindows;
  private long duplicates;
  private long rows;
  private AttemptFacts attempts = AttemptFacts.NONE;

  RowCollector(
      ModelName model, List<String> labelNames, List<String> outcomeNames, TrainingRowSink sink) {
    this.model = model;
    this.labelNames = labelNames;
    this.outcomeNames = outcomeNames;
    this.sink = sink;
    this.features = Features.of(model);
    this.vector = new double[features.names().size()];
  }

  /** Announces how many rows there can be at most, decisions without a row included. */
  void expect(long most) {
    sink.expect(most);
  }

  /** Sets the part of the database that the next rows are from. */
  void from(int part) {
    sink.from(part);
  }

  /** Counts an attempt that two parts hold. */
  void shared(int part, int other) {
    sink.shared(part, other);
  }

  void decision() {
    decisions++;
  }

  void withoutFeatures() {
    withoutFeatures++;
  }

  /** Counts a decision without a context; the stream knows whether one was logged soon after. */
  void withoutFeatures(ContextStream contexts) {
    featuresAfterwards += contexts.cameAfterwards() ? 1 : 0;
    withoutFeatures++;
  }

  /** Counts a decision whose context cannot be used. */
  void malformedFeatures() {
    malformedFeatures++;
    withoutFeatures++;
  }

  void withoutLabel() {
    withoutLabel++;
  }

  void openWindow() {
    openWindows++;
    withoutLabel++;
  }

  /**
   * Sets how attempts were matched with their decisions, and how many were logged twice, which do
   * not count as decisions.
   */
  void attempts(AttemptFacts facts, long loggedTwice) {
    attempts = facts;
    duplicates = loggedTwice;
  }

  /** Adds the row of a mint that was entered. */
  void add(PricePath path, long labelEndMs, double[] labels, double[] outcomes, JsonInputs inputs) {
    byte[] key = path.mint().getBytes(StandardCharsets.UTF_8);
    from(path.part());
    add(path.entryMs(), labelEndMs, key, key, labels, outcomes, inputs);
  }

  /**
   * Adds a row.
   *
   * @param key in UTF-8
   * @param mint in UTF-8
   */
  void add(
      long decisionMs,
      long labelEndMs,
      byte[] key,
      byte[] mint,
      double[] labels,
      double[] outcomes,
      JsonInputs inputs) {
    if (rows == 0) {
      sources = new FeatureSources(model, inputs);
    }
    sources.count(inputs);
    features.fill(inputs, vector);
    sink.add(decisionMs, labelEndMs, key, mint, labels, outcomes, vector);
    rows++;
  }

  /** The summary of the rows so far; times are in milliseconds since the epoch. */
  TrainingSummary summary(long firstMs, long lastMs) {
    return new TrainingSummary(
        model,
        labelNames,
        outcomeNames,
        features.names(),
        counts(),
        Instant.ofEpochMilli(firstMs),
        Instant.ofEpochMilli(lastMs),
        new ReadFacts(
            featuresAfterwards,
            sources == null ? List.of() : sources.counts(),
            attempts,
            FilesRead.NONE));
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("decisions", decisions);
    counts.put("without_features", withoutFeatures);
    counts.put("malformed_features", malformedFeatures);
    counts.put("without_label", withoutLabel);
    counts.put("open_windows", openWindows);
    counts.put("duplicates", duplicates);
    if (model == ModelName.FILLNET) {
      counts.put("echoes", attempts.echoes());
      counts.put("matched_by_amount", attempts.byAmount());
      counts.put("matched_by_elimination", attempts.byElimination());
      counts.put("matched_by_route", attempts.byRoute());
    }
    counts.put("rows", rows);
    return counts;
  }
}
