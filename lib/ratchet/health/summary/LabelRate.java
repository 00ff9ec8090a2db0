package ratchet.health.summary;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.Interval;

/**
 * Rate of a two-class label over time: how often it was 1, in steps of decision time.
 *
 * @param from start of the first step, a whole multiple of the step
 * @param step length of each step
 * @param rows number of rows with the label, by step
 * @param ones number of these rows with the label 1, by step
 * @param shares share of ones with its 95 % interval, by step. The rows of a mint are one cluster,
 *     and neighbours in time may be correlated. Empty for a step with fewer than two mints
 */
public record LabelRate(
    String label,
    Instant from,
    Duration step,
    List<Long> rows,
    List<Long> ones,
    List<Optional<Interval>> shares) {
  private static final int MOST_STEPS = 120;
  private static final long[] STEP_HOURS = {1, 3, 6, 12, 24, 72, 168};

  public LabelRate {
    rows = List.copyOf(rows);
    ones = List.copyOf(ones);
    shares = List.copyOf(shares);
  }

  /**
   * @param rows the rows, at least one
   * @param index index of the label among the labels of the rows
   */
  static LabelRate of(PackedRows rows, String label, int index) {
    long firstMs = rows.decisionMs(0);
    long lastMs = rows.decisionMs(rows.size() - 1);
    long stepMs = stepMs(lastMs - firstMs);
    long fromMs = Math.floorDiv(firstMs, stepMs) * stepMs;
    int steps = (int) ((lastMs - fromMs) / stepMs) + 1;
    long[] labelled = new long[steps];
    long[] ones = new long[steps];
    List<Optional<Interval>> shares = new ArrayList<>(Collections.nCopies(steps, Optional.empty()));
    // rows are in time order, so only one step is in memory at a time
    StepRows held = new StepRows();
    int heldStep = -1;
    rows.rewind();
    while (rows.next()) {
      int own = rows.label(index);
      if (own != PackedRows.NO_LABEL) {
        int step = (int) ((rows.decisionMs() - fromMs) / stepMs);
        if (step != heldStep && heldStep >= 0) {
          shares.set(heldStep, held.share());
          held = new StepRows();
        }
        heldStep = step;
        labelled[step]++;
        ones[step] += own == 1 ? 1 : 0;
        held.add(rows.mint(), rows.decisionMs(), own == 1);
      }
    }
    if (heldStep >= 0) {
      shares.set(heldStep, held.share());
    }
    return new LabelRate(
        label,
        Instant.ofEpochMilli(fromMs),
        Duration.ofMillis(stepMs),
        LongStream.of(labelled).boxed().toList(),
        LongStream.of(ones).boxed().toList(),
        shares);
  }

  /** The rows of a step. */
  private static final class StepRows {
    private final List<Long> mints = new ArrayList<>();
    private final DoubleStream.Builder times = DoubleStream.builder();
    private final DoubleStream.Builder ones = DoubleStream.builder();

    void add(long mint, long decisionMs, boolean one) {
      mints.add(mint);
      times.add(decisionMs);
      ones.add(one ? 1 : 0);
    }

    Optional<Interval> share() {
      ClusteredRows clusters = ClusteredRows.of(mints, times.build().toArray());
      return ClusterEstimate.of(clusters, InfluenceValues.ofMean(ones.build().toArray()))
          .map(estimate -> estimate.shareInterval(ClusterInterval.DEFAULT_LEVEL).bounds());
    }
  }

  /**
   * The shortest of the usual steps that gives few enough steps; for spans of years, the span
   * divided by the largest number of steps.
   */
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
