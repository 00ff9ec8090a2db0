package ratchet.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.features.Features;
import ratchet.model.ModelName;

/** Collects rows into columns that grow, counts what is left out, and puts the rows in order. */
final class TrainingSetBuilder {
  private static final int FIRST_CAPACITY = 1024;

  private final ModelName model;
  private final List<String> labelNames;
  private final List<String> outcomeNames;
  private final Features features;
  private final double[] vector;
  private FeatureSources sources;

  private long[] decisionMs = new long[FIRST_CAPACITY];
  private long[] labelEndMs = new long[FIRST_CAPACITY];
  private final List<String> keys = new ArrayList<>();
  private final double[][] labels;
  private final double[][] outcomes;
  private final double[][] columns;

  private long decisions;
  private long withoutFeatures;
  private long malformedFeatures;
  private long featuresAfterwards;
  private long withoutLabel;
  private long openWindows;
  private long duplicates;

  TrainingSetBuilder(ModelName model, List<String> labelNames, List<String> outcomeNames) {
    this.model = model;
    this.labelNames = labelNames;
    this.outcomeNames = outcomeNames;
    this.features = Features.of(model);
    this.vector = new double[features.names().size()];
    this.labels = new double[labelNames.size()][FIRST_CAPACITY];
    this.outcomes = new double[outcomeNames.size()][FIRST_CAPACITY];
    this.columns = new double[vector.length][FIRST_CAPACITY];
  }

  void decision() {
    decisions++;
  }

  void withoutFeatures() {
    withoutFeatures++;
  }

  /** There was no context; the stream tells whether one came soon after. */
  void withoutFeatures(ContextStream contexts) {
    featuresAfterwards += contexts.cameAfterwards() ? 1 : 0;
    withoutFeatures++;
  }

  /** There was a context, but it could not be used. */
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

  /** Seen again, and not counted as a decision. */
  void duplicate() {
    duplicates++;
  }

  void add(
      long decision,
      long labelEnd,
      String key,
      double[] rowLabels,
      double[] rowOutcomes,
      JsonInputs inputs) {
    int row = keys.size();
    if (row == 0) {
      sources = new FeatureSources(model, inputs);
    }
    sources.count(inputs);
    if (row == decisionMs.length) {
      grow(row * 2);
    }
    features.fill(inputs, vector);
    decisionMs[row] = decision;
    labelEndMs[row] = labelEnd;
    keys.add(key);
    store(labels, row, rowLabels);
    store(outcomes, row, rowOutcomes);
    store(columns, row, vector);
  }

  /** Rows in the order of decision time, then of the key. */
  TrainingSet build(long firstMs, long lastMs) {
    int[] order = RowOrder.by(keys.size(), this::compare);
    return new TrainingSet(
        model,
        labelNames,
        outcomeNames,
        features.names(),
        Arrays.stream(order).mapToLong(row -> decisionMs[row]).toArray(),
        Arrays.stream(order).mapToLong(row -> labelEndMs[row]).toArray(),
        Arrays.stream(order).mapToObj(keys::get).toArray(String[]::new),
        ordered(labels, order),
        ordered(outcomes, order),
        ordered(columns, order),
        counts(),
        Instant.ofEpochMilli(firstMs),
        Instant.ofEpochMilli(lastMs),
        new ReadFacts(featuresAfterwards, sources == null ? List.of() : sources.counts()));
  }

  private int compare(int a, int b) {
    int byTime = Long.compare(decisionMs[a], decisionMs[b]);
    return byTime != 0 ? byTime : MintOrder.compare(keys.get(a), keys.get(b));
  }

  private Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("decisions", decisions);
    counts.put("without_features", withoutFeatures);
    counts.put("malformed_features", malformedFeatures);
    counts.put("without_label", withoutLabel);
    counts.put("open_windows", openWindows);
    counts.put("duplicates", duplicates);
    counts.put("rows", (long) keys.size());
    return counts;
  }

  private void grow(int capacity) {
    decisionMs = Arrays.copyOf(decisionMs, capacity);
    labelEndMs = Arrays.copyOf(labelEndMs, capacity);
    for (double[][] group : List.of(labels, outcomes, columns)) {
      for (int i = 0; i < group.length; i++) {
        group[i] = Arrays.copyOf(group[i], capacity);
      }
    }
  }

  private static void store(double[][] group, int row, double[] values) {
    for (int i = 0; i < group.length; i++) {
      group[i][row] = values[i];
    }
  }

  private static double[][] ordered(double[][] group, int[] order) {
    return Arrays.stream(group)
        .map(column -> Arrays.stream(order).mapToDouble(row -> column[row]).toArray())
        .toArray(double[][]::new);
  }
}
