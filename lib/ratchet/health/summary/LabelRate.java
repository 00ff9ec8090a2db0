package ratchet.health.summary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

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
   * @param rows at least one
   * @param index of the label among those of the rows
   */
  static LabelRate of(PackedRows rows, String label, int index) {
    long firstMs = rows.decisionMs(0);
    long lastMs = rows.decisionMs(rows.size() - 1);
    long stepMs = stepMs(lastMs - firstMs);
    long fromMs = Math.floorDiv(firstMs, stepMs) * stepMs;
    int steps = (int) ((lastMs - fromMs) / stepMs) + 1;
    long[] labelled = new long[steps];
    long[] ones = new long[steps];
    rows.rewind();
    while (rows.next()) {
      int own = rows.label(index);
      if (own != PackedRows.NO_LABEL) {
        int step = (int) ((rows.decisionMs() - fromMs) / stepMs);
        labelled[step]++;
        ones[step] += own == 1 ? 1 : 0;
      }
    }
    return new LabelRate(
        label,
        Instant.ofEpochMilli(fromMs),
        Duration.ofMillis(stepMs),
        LongStream.of(labelled).boxed().toList(),
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
