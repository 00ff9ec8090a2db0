package ratchet.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import ratchet.data.TrainingSet;

/**
 * How often a two-class label was 1, step by step in the time of the decisions.
 *
 * @param from start of the first step, a whole multiple of the step
 * @param step one length for all
 * @param rows that have the label, by step
 * @param ones of these, by step
 */
public record LabelRate(
    String label, Instant from, Duration step, List<Long> rows, List<Long> ones) {
  private static final int MOST_STEPS = 120;
  private static final long[] STEP_HOURS = {1, 3, 6, 12, 24, 72, 168};

  public LabelRate {
    rows = List.copyOf(rows);
    ones = List.copyOf(ones);
  }

  /**
   * @param set of at least one row
   */
  static LabelRate of(TrainingSet set, String label) {
    long firstMs = set.decisionMs()[0];
    long lastMs = set.decisionMs()[set.size() - 1];
    long stepMs = stepMs(lastMs - firstMs);
    long fromMs = Math.floorDiv(firstMs, stepMs) * stepMs;
    int steps = (int) ((lastMs - fromMs) / stepMs) + 1;
    long[] rows = new long[steps];
    long[] ones = new long[steps];
    double[] labels = set.label(label);
    for (int row = 0; row < labels.length; row++) {
      if (!Double.isNaN(labels[row])) {
        int step = (int) ((set.decisionMs()[row] - fromMs) / stepMs);
        rows[step]++;
        ones[step] += labels[row] == 1 ? 1 : 0;
      }
    }
    return new LabelRate(
        label,
        Instant.ofEpochMilli(fromMs),
        Duration.ofMillis(stepMs),
        LongStream.of(rows).boxed().toList(),
        LongStream.of(ones).boxed().toList());
  }

  /** The shortest step that divides the span into few enough; years are divided by their length. */
  private static long stepMs(long spanMs) {
    for (long hours : STEP_HOURS) {
      long stepMs = Duration.ofHours(hours).toMillis();
      if (spanMs / stepMs < MOST_STEPS - 1) {
        return stepMs;
      }
    }
    return spanMs / (MOST_STEPS - 2) + 1;
  }
}
