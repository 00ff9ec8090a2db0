package ratchet.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.statistics.comparison.SequentialLook;

/**
 * The outcomes of decisions since a promotion, scored by two versions.
 *
 * <p>An outcome counts once it is known: the order of time is that of the labels, not of the
 * decisions (delayed labels, Podkopaev and Ramdas 2022). Rows of one mint within an hour count as
 * one, because they share its fate.
 */
final class WatchedOutcomes {
  private static final long BLOCK_MS = Duration.ofHours(1).toMillis();

  private final TrainingSet set;
  private final long sinceMs;
  private final long nowMs;

  /**
   * @param now outcomes that become known later are not looked at
   */
  WatchedOutcomes(TrainingSet set, Instant since, Instant now) {
    this.set = set;
    this.sinceMs = since.toEpochMilli();
    this.nowMs = now.toEpochMilli();
  }

  /**
   * @param share of alpha that this comparison may use
   * @return empty when one of the versions has no score for the metric
   */
  Optional<SequentialLook> look(
      WatchMetric metric, LoadedModel live, LoadedModel former, double share) {
    int[] rows = rows(set.label(metric.label()));
    Optional<double[]> ours = metric.losses(live, set, rows);
    Optional<double[]> theirs = metric.losses(former, set, rows);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    double[] differences = new double[rows.length];
    double[] known = new double[rows.length];
    List<Long> keys = new ArrayList<>(rows.length);
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      differences[i] = ours.get()[i] - theirs.get()[i];
      known[i] = set.labelEndMs()[row];
      keys.add(((long) set.mints()[row] << 32) | (set.decisionMs()[row] / BLOCK_MS & 0xffffffffL));
    }
    return Optional.of(SequentialLook.of(differences, keys, known, share));
  }

  private int[] rows(double[] labels) {
    int[] rows = new int[labels.length];
    int count = 0;
    for (int row = 0; row < labels.length; row++) {
      boolean isNew = set.decisionMs()[row] >= sinceMs && set.labelEndMs()[row] <= nowMs;
      if (isNew && !Double.isNaN(labels[row])) {
        rows[count++] = row;
      }
    }
    return Arrays.copyOf(rows, count);
  }
}
