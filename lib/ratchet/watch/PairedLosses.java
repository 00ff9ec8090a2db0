package ratchet.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ratchet.statistics.comparison.SequentialLook;

/** The differences between the losses of two versions, one per outcome, 20 bytes each. */
final class PairedLosses {
  private static final int LEAST = 1024;
  private static final int POINTS = 60;
  private static final int MOST_EVENLY_SPACED = 20_000;
  private static final double RATIO = 1.2;

  private double[] differences = new double[LEAST];
  private int[] units = new int[LEAST];
  private double[] knownMs = new double[LEAST];
  private int size;

  void clear() {
    size = 0;
  }

  void add(double difference, int unit, long known) {
    if (size == differences.length) {
      int wider = size + (size >> 1);
      differences = Arrays.copyOf(differences, wider);
      units = Arrays.copyOf(units, wider);
      knownMs = Arrays.copyOf(knownMs, wider);
    }
    differences[size] = difference;
    units[size] = unit;
    knownMs[size++] = known;
  }

  SequentialLook look(double alpha) {
    return SequentialLook.of(
        Arrays.copyOf(differences, size),
        Arrays.copyOf(units, size),
        Arrays.copyOf(knownMs, size),
        alpha);
  }

  /**
   * About {@link #POINTS} looks, for a chart. They are evenly spaced; above {@link
   * #MOST_EVENLY_SPACED} outcomes each look has {@link #RATIO} times as many outcomes as the one
   * before.
   */
  List<SequentialLook> course(double alpha) {
    List<SequentialLook> looks = new ArrayList<>();
    double next = size <= MOST_EVENLY_SPACED ? 1 : LEAST;
    double[] order = Arrays.copyOf(knownMs, size);
    Arrays.sort(order);
    while (next < size) {
      looks.add(until(order[(int) next - 1], alpha));
      next = size <= MOST_EVENLY_SPACED ? next + Math.max(1, (double) size / POINTS) : next * RATIO;
    }
    if (size > 0) {
      looks.add(look(alpha));
    }
    return looks;
  }

  private SequentialLook until(double lastMs, double alpha) {
    PairedLosses part = new PairedLosses();
    for (int row = 0; row < size; row++) {
      if (knownMs[row] <= lastMs) {
        part.add(differences[row], units[row], (long) knownMs[row]);
      }
    }
    return part.look(alpha);
  }
}
