package ratchet.data.training;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ratchet.model.ModelName;

/**
 * Splits rows into fitted and held out, by time alone: the last fifth of the decisions is the
 * holdout. A row before it is purged, so used for neither, when its label window reaches past
 * {@code holdoutFrom - embargo}: its label would leak what happened within the holdout. The window
 * is the longest time that a label of its kind takes; with the actual times, only quick events
 * would remain just before the cut. Decisions of the same time are always on the same side.
 *
 * @param train row numbers of the set, ascending
 * @param purged row numbers of the set, ascending
 * @param holdout row numbers of the set, ascending
 * @param trainToMs decisions before this time were fitted, milliseconds since the epoch
 * @param holdoutFromMs decisions from this time on are held out, milliseconds since the epoch
 */
public record ChronologicalSplit(
    int[] train, int[] purged, int[] holdout, long trainToMs, long holdoutFromMs) {
  /** Share of the decisions that is held out; more where decisions of the same time tie. */
  public static final double HOLDOUT_SHARE = 0.2;

  /** Folds of the walk-forward evaluation. */
  public static final int FOLDS = 5;

  /** What a row is used for. */
  public enum Part {
    TRAIN,
    PURGED,
    HOLDOUT
  }

  /**
   * Where rows are cut in two, and how far apart the sides are. The times of a row decide its part.
   *
   * @param holdoutFromMs decisions from this time on are held out, milliseconds since the epoch
   * @param windowMs longest time from a decision to its label
   * @param lastLabelMs a row before the cut whose label may be known later than this is purged
   */
  public record Cut(long holdoutFromMs, long windowMs, long lastLabelMs) implements Serializable {
    /** The cut at a time, with the window and embargo of a model. */
    public static Cut of(long holdoutFromMs, LabelTiming timing) {
      return new Cut(
          holdoutFromMs, timing.window().toMillis(), holdoutFromMs - timing.embargo().toMillis());
    }

    /**
     * The part of a row.
     *
     * @param decisionMs of the row, milliseconds since the epoch
     * @param labelEndMs when its label was known, milliseconds since the epoch
     */
    public Part part(long decisionMs, long labelEndMs) {
      if (decisionMs >= holdoutFromMs) {
        return Part.HOLDOUT;
      }
      boolean isLate = Math.max(labelEndMs, decisionMs + windowMs) > lastLabelMs;
      return isLate ? Part.PURGED : Part.TRAIN;
    }
  }

  /**
   * The number of rows of each part, and where they are cut.
   *
   * @param trainToMs decisions before this time were fitted, milliseconds since the epoch
   * @param holdoutFromMs decisions from this time on are held out, milliseconds since the epoch
   */
  public record Sizes(long train, long purged, long holdout, long trainToMs, long holdoutFromMs) {}

  /**
   * Splits a set by the label timing of its model.
   *
   * @param set at least one row
   */
  public static ChronologicalSplit of(TrainingSet set) {
    return of(set, LabelTiming.of(set.model()));
  }

  static ChronologicalSplit of(TrainingSet set, LabelTiming timing) {
    int[] all = new int[set.size()];
    for (int row = 0; row < all.length; row++) {
      all[row] = row;
    }
    int first = (int) firstHeldOut(all.length);
    return cut(set, all, firstOfInstant(set, all, first), all.length, timing);
  }

  /**
   * Index, in the order of time, of the first row that is held out, before ties are considered.
   *
   * @param rows at least one
   */
  public static long firstHeldOut(long rows) {
    return rows - (long) Math.ceil(rows * HOLDOUT_SHARE);
  }

  /**
   * Walk-forward folds within the training rows: these are cut into six parts of equal size in the
   * order of time. Each part except the first is once the holdout, with all earlier parts as
   * training rows, purged in the same way. A fold without rows on one side is left out.
   *
   * @param set that was split
   */
  public List<ChronologicalSplit> walkForward(TrainingSet set) {
    return walkForward(set, LabelTiming.of(set.model()));
  }

  List<ChronologicalSplit> walkForward(TrainingSet set, LabelTiming timing) {
    List<ChronologicalSplit> folds = new ArrayList<>();
    for (int fold = 1; fold <= FOLDS; fold++) {
      int from = firstOfInstant(set, train, (int) ((long) train.length * fold / (FOLDS + 1)));
      int end =
          fold == FOLDS
              ? train.length
              : firstOfInstant(set, train, (int) ((long) train.length * (fold + 1) / (FOLDS + 1)));
      if (from > 0 && end > from) {
        ChronologicalSplit split = cut(set, train, from, end, timing);
        if (split.train.length > 0) {
          folds.add(split);
        }
      }
    }
    return folds;
  }

  /** The number of rows of each part. */
  public Sizes sizes() {
    return new Sizes(train.length, purged.length, holdout.length, trainToMs, holdoutFromMs);
  }

  private static ChronologicalSplit cut(
      TrainingSet set, int[] rows, int from, int end, LabelTiming timing) {
    long holdoutFromMs = set.decisionMs()[rows[from]];
    Cut cut = Cut.of(holdoutFromMs, timing);
    long[] decisionMs = set.decisionMs();
    long[] labelEndMs = set.labelEndMs();
    int[] train = new int[from];
    int[] purged = new int[0];
    int kept = 0;
    for (int i = 0; i < from; i++) {
      int row = rows[i];
      if (cut.part(decisionMs[row], labelEndMs[row]) == Part.TRAIN) {
        train[kept++] = row;
      } else {
        int dropped = i - kept;
        // few rows are purged: those just before the cut
        purged = dropped == purged.length ? Arrays.copyOf(purged, 2 * dropped + 16) : purged;
        purged[dropped] = row;
      }
    }
    long trainToMs = kept == 0 ? holdoutFromMs : set.decisionMs()[train[kept - 1]] + 1;
    return new ChronologicalSplit(
        kept == from ? train : Arrays.copyOf(train, kept),
        Arrays.copyOf(purged, from - kept),
        Arrays.copyOfRange(rows, from, end),
        trainToMs,
        holdoutFromMs);
  }

  /** The first position whose decision has the same time as that at {@code position}. */
  private static int firstOfInstant(TrainingSet set, int[] rows, int position) {
    int first = position;
    while (first > 0 && set.decisionMs()[rows[first - 1]] == set.decisionMs()[rows[position]]) {
      first--;
    }
    return first;
  }

  /**
   * How long a model's labels take, and how far apart its rows are kept. A split purges by both.
   *
   * @param window longest time from a decision to its label
   * @param embargo time between the last fitted label and the holdout: at least as long as a
   *     feature of the model looks back, so that no rows on both sides share a measurement
   */
  public record LabelTiming(Duration window, Duration embargo) {
    /** The timing of a model's labels. */
    public static LabelTiming of(ModelName model) {
      return switch (model) {
        case ALPHA -> new LabelTiming(Duration.ofMinutes(60), AlphaReader.TOLERANCE);
        case FILLNET -> new LabelTiming(FillReader.UNFILLED_KNOWN_AFTER, FillReader.TOLERANCE);
        case RUGGUARD -> new LabelTiming(Duration.ofHours(24), RugReader.TOLERANCE);
        case SURVIVAL -> new LabelTiming(Duration.ofMinutes(60), SurvivalReader.TOLERANCE);
      };
    }
  }
}
