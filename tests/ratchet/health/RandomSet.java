package ratchet.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ratchet.data.training.TrainingSet;
import ratchet.data.training.TrainingSummary;
import ratchet.health.summary.PackedRows;
import ratchet.health.summary.SetSummary;
import ratchet.health.summary.TrainerRequirements;
import ratchet.model.ModelName;

/**
 * A training set that no database has: ties, labels that are late or not there, features beyond
 * their bounds, mints in several spellings.
 */
record RandomSet(TrainingSet set) {
  private static final long START_MS = 1_800_000_000_000L;
  private static final int FEATURES = 8;
  private static final int MEASURES = 2;

  private record Decision(long ms, String key) {}

  static RandomSet of(ModelName model, int rows) {
    SplittableRandom random = new SplittableRandom(rows);
    // of mints there are enough within a day that some come before the window of the holdout
    long stepMs = model == ModelName.FILLNET ? 7_000 : 240_000;
    List<Decision> decisions =
        IntStream.range(0, rows)
            .mapToObj(i -> new Decision(START_MS + random.nextInt(20 + rows) * stepMs, key(i)))
            .sorted(Comparator.comparingLong(Decision::ms).thenComparing(Decision::key))
            .toList();
    long[] decisionMs = decisions.stream().mapToLong(Decision::ms).toArray();
    List<String> classes = TrainerRequirements.of(model).classLabels();
    List<double[]> labels = new ArrayList<>();
    classes.forEach(
        label ->
            labels.add(
                random.ints(rows, 0, 5).mapToDouble(i -> i == 4 ? Double.NaN : i / 2).toArray()));
    for (int i = 0; i < MEASURES; i++) {
      labels.add(random.doubles(rows).toArray());
    }
    return new RandomSet(
        new TrainingSet(
            model,
            Stream.concat(
                    classes.stream(), IntStream.range(0, MEASURES).mapToObj(i -> "measure" + i))
                .toList(),
            List.of(),
            IntStream.range(0, FEATURES).mapToObj(j -> "f" + j).toList(),
            decisionMs,
            IntStream.range(0, rows)
                .mapToLong(row -> decisionMs[row] + random.nextInt(100) * stepMs / 10)
                .toArray(),
            decisions.stream().map(Decision::key).toList(),
            labels.toArray(double[][]::new),
            new double[0][],
            IntStream.range(0, FEATURES)
                .mapToObj(j -> random.doubles(rows, -0.1 * j, 1 + 0.1 * j).toArray())
                .toArray(double[][]::new),
            Map.of("decisions", rows + 9L, "rows", (long) rows),
            Instant.ofEpochMilli(START_MS),
            Instant.ofEpochMilli(START_MS + rows * stepMs)));
  }

  /** No two alike, but every fifth like the one before it but for case and blanks. */
  private static String key(int number) {
    return number % 5 == 4 ? " MINT" + (number - 1) + "\t" : "mint" + number;
  }

  /** Of its rows one by one: of FillNet in their order, of the other models by mint. */
  SetSummary summary() {
    TrainingSummary about =
        new TrainingSummary(
            set.model(),
            set.labelNames(),
            set.outcomeNames(),
            set.featureNames(),
            set.rowCounts(),
            set.dataFrom(),
            set.dataTo(),
            set.facts());
    PackedRows packed = new PackedRows();
    Stream<Integer> rows = IntStream.range(0, set.size()).boxed();
    if (set.model() != ModelName.FILLNET) {
      rows = rows.sorted(Comparator.comparing(set.keys()::get));
    }
    rows.forEach(
        row ->
            packed.add(
                set.decisionMs()[row],
                set.labelEndMs()[row],
                set.keyUtf8(row),
                set.keyUtf8(row),
                at(row, set.labels()),
                new double[0],
                at(row, set.features())));
    return SetSummary.of(about, packed);
  }

  private static double[] at(int row, double[][] columns) {
    return Stream.of(columns).mapToDouble(column -> column[row]).toArray();
  }
}
