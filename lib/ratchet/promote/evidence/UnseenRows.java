package ratchet.promote.evidence;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows;
import ratchet.gate.EvaluationWindow;
import ratchet.gate.PairedFigure;
import ratchet.gate.PairedMetric;
import ratchet.gate.PairedValues;

/**
 * The rows of a training set from one moment on, scored by candidate and champion.
 *
 * @param from neither model was fitted on rows from here on
 * @param championRowsKnown whether {@code from} takes the champion into account
 * @param earlierDecisions on a window that starts here
 * @param part which rows of the set are looked at
 */
record UnseenRows(
    LoadedModel candidate,
    LoadedModel champion,
    TrainingSet set,
    Instant from,
    boolean championRowsKnown,
    int earlierDecisions,
    IntPredicate part)
    implements CommonRows {
  /** With fewer rows a model's own holdout says more of it. */
  private static final int LEAST_TO_MEASURE = 50;

  private static final int MOST_TO_MEASURE = 20_000;
  private static final String DURATION = "duration_seconds";

  static UnseenRows all(
      LoadedModel candidate,
      LoadedModel champion,
      TrainingSet set,
      Instant from,
      boolean championRowsKnown,
      int earlierDecisions) {
    return new UnseenRows(
        candidate, champion, set, from, championRowsKnown, earlierDecisions, row -> true);
  }

  @Override
  public EvaluationWindow window(String label, int mostRows) {
    int[] rows = rows(label, mostRows);
    double[] labels = pick(set.label(label), rows);
    return new EvaluationWindow(
        from,
        rows.length == 0 ? from : Instant.ofEpochMilli(set.decisionMs()[rows[rows.length - 1]]),
        rows.length,
        (int) Arrays.stream(labels).sum());
  }

  @Override
  public Optional<PairedFigure> compare(
      PairedMetric metric, String label, double confidence, int mostRows) {
    return scored(label, mostRows).flatMap(scored -> scored.compare(metric, confidence));
  }

  @Override
  public Map<String, CommonRows> slices(String by, String label, int mostRows) {
    int[] looked = rows(label, mostRows);
    IntFunction<String> slice = RowSlices.by(by, set, looked);
    Map<String, BitSet> parts = new TreeMap<>();
    for (int row : looked) {
      parts.computeIfAbsent(slice.apply(row), unseen -> new BitSet()).set(row);
    }
    Map<String, CommonRows> slices = new LinkedHashMap<>();
    parts.forEach(
        (name, rows) ->
            slices.put(
                name,
                new UnseenRows(
                    candidate,
                    champion,
                    set,
                    from,
                    championRowsKnown,
                    earlierDecisions,
                    rows::get)));
    return slices;
  }

  @Override
  public Optional<PairedValues> measure(String name) {
    return switch (candidate.file().name()) {
      case FILLNET -> measure(name, "", "y_fill");
      case ALPHA ->
          name.endsWith("_10m")
              ? measure(name, "_10m", "y_payoff_10m")
              : measure(name, "_60m", "y_payoff_60m");
      case RUGGUARD -> measure(name, "", "label_rug");
      case SURVIVAL -> Optional.empty();
    };
  }

  private Optional<PairedValues> measure(String name, String suffix, String label) {
    return Arrays.stream(PairedMetric.values())
        .filter(metric -> metric != PairedMetric.C_INDEX)
        .filter(metric -> name.equals(metric.id() + suffix))
        .findFirst()
        .flatMap(
            metric ->
                scored(label, MOST_TO_MEASURE)
                    .filter(scored -> scored.labels().length >= LEAST_TO_MEASURE)
                    .flatMap(scored -> scored.values(metric)));
  }

  private Optional<PairedScores> scored(String label, int mostRows) {
    int[] rows = rows(label, mostRows);
    Optional<double[]> ours = ServedScores.of(candidate, label, set, rows);
    Optional<double[]> theirs = ServedScores.of(champion, label, set, rows);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    double[] times =
        set.labelNames().contains(DURATION) ? pick(set.label(DURATION), rows) : new double[0];
    return Optional.of(
        new PairedScores(ours.get(), theirs.get(), pick(set.label(label), rows), times));
  }

  /** Rows that have the label, the most recent, rising. */
  private int[] rows(String label, int mostRows) {
    double[] values = set.label(label);
    int[] all =
        IntStream.range(0, set.size())
            .filter(row -> set.decisionMs()[row] >= from.toEpochMilli())
            .filter(row -> !Double.isNaN(values[row]) && part.test(row))
            .toArray();
    return Arrays.copyOfRange(all, Math.max(0, all.length - mostRows), all.length);
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }
}
