package ratchet.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ratchet.data.training.TrainingRowSink;
import ratchet.data.training.TrainingSet;
import ratchet.data.training.TrainingSummary;
import ratchet.features.Features;
import ratchet.features.Scorer;
import ratchet.gate.GateCandidates;
import ratchet.model.ModelName;

/** RugGuard versions and rows that were drawn from a known truth. */
final class DrawnVersions {
  static final Instant PROMOTED = Instant.parse("2026-03-01T12:00:00Z");

  /** Every weight of the truth. */
  private static final double TRUTH = 0.3;

  private DrawnVersions() {}

  /** A version whose weights are all the same; 0.3 is the truth. */
  static byte[] version(double weight) {
    return GateCandidates.good(ModelName.RUGGUARD, PROMOTED.minus(Duration.ofDays(1)))
        .weight(weight)
        .bytes();
  }

  /** A log that holds just these rows. */
  static TrainingSummary replay(TrainingSet set, TrainingRowSink sink) {
    sink.clear();
    double[] labels = new double[set.labels().length];
    double[] features = new double[set.features().length];
    for (int row = 0; row < set.size(); row++) {
      for (int i = 0; i < labels.length; i++) {
        labels[i] = set.labels()[i][row];
      }
      for (int i = 0; i < features.length; i++) {
        features[i] = set.features()[i][row];
      }
      sink.add(
          set.decisionMs()[row],
          set.labelEndMs()[row],
          set.keyUtf8(row),
          set.keyUtf8(row),
          labels,
          new double[0],
          features);
    }
    return new TrainingSummary(
        set.model(),
        set.labelNames(),
        set.outcomeNames(),
        set.featureNames(),
        set.rowCounts(),
        set.dataFrom(),
        set.dataTo(),
        set.facts());
  }

  /**
   * A decision every minute, one per mint, from a moment on; a label is known a minute later.
   *
   * @param from time of the first decision
   */
  static TrainingSet rows(int count, Instant from, long seed) {
    Random random = new Random(seed);
    Features features = Features.of(ModelName.RUGGUARD);
    int width = features.names().size();
    double[][] columns = new double[width][count];
    double[][] labels = new double[1][count];
    long[] decisions = new long[count];
    long[] ends = new long[count];
    List<String> mints = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      double logOdds = 0;
      for (int j = 0; j < width; j++) {
        columns[j][row] = j == 0 ? 1 : random.nextDouble();
        logOdds += TRUTH * columns[j][row];
      }
      labels[0][row] = random.nextDouble() < Scorer.sigmoid(logOdds) ? 1 : 0;
      decisions[row] = from.plus(Duration.ofMinutes(row)).toEpochMilli();
      ends[row] = decisions[row] + Duration.ofMinutes(1).toMillis();
      mints.add("mint" + row);
    }
    return new TrainingSet(
        ModelName.RUGGUARD,
        List.of("label_rug"),
        List.of(),
        features.names(),
        decisions,
        ends,
        mints,
        labels,
        new double[0][],
        columns,
        Map.of("rows", (long) count),
        from,
        from.plus(Duration.ofMinutes(count)));
  }
}
