package ratchet.data.training;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ratchet.model.ModelName;

/**
 * Which rows are fitted and which are held out, by time alone: the last fifth of the decisions is
 * the holdout. A row before it is purged, used for neither, when its label window reaches past
 * {@code holdoutFrom - embargo}: it would tell the fit what happened within the holdout. The window
 * is the longest that a label of its kind takes: by how soon each label was known, the rows at the
 * edge would be those with quick events only. Decisions of one instant are never on both sides.
 *
 * @param train row numbers of the set, rising
 * @param purged row numbers of the set, rising
 * @param holdout row numbers of the set, rising
 * @param trainToMs decisions before this moment were fitted; milliseconds since the epoch
 * @param holdoutFromMs decisions from this moment on are held out
 */
public record ChronologicalSplit(
    int[] train, int[] purged, int[] holdout, long trainToMs, long holdoutFromMs) {
  /** Share of the decisions that is held out, but for ties. */
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
   * Where rows are cut in two, and how far apart the sides are: whoever has a row's own times knows
   * its part.
   *
   * @param holdoutFromMs decisions from this moment on are held out
   * @param windowMs longest time from a decision to its label
   * @param lastLabelMs a row before the cut whose label may be known later than this is purged
   */
  public record Cut(long holdoutFromMs, long windowMs, long lastLabelMs) implements Serializable {
    public static Cut of(long holdoutFromMs, LabelTiming timing) {
      return new Cut(
          holdoutFromMs, timing.window().toMillis(), holdoutFromMs - timing.embargo().toMillis());
    }

    public Part part(long decisionMs, long labelEndMs) {
      if (decisionMs >= holdoutFromMs) {
        return Part.HOLDOUT;
      }
      boolean isLate = Math.max(labelEndMs, decisionMs + windowMs) > lastLabelMs;
      return isLate ? Part.PURGED : Part.TRAIN;
    }
  }

  /**
   * How many rows each part has, and where it is cut.
   *
   * @param trainToMs decisions before this moment were fitted; milliseconds since the epoch
   * @param holdoutFromMs decisions from this moment on are held out
   */
  public record Sizes(long train, long purged, long holdout, long trainToMs, long holdoutFromMs) {}

  /**
   * By the label timing of the set's model.
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
   * The place, in the order of time, of the row from whose moment on rows are held out.
   *
   * @param rows at least one
   */
  public static long firstHeldOut(long rows) {
    return rows - (long) Math.ceil(rows * HOLDOUT_SHARE);
  }

  /**
   * Walk-forward folds within the training rows: these are cut into six equal parts in time, and
   * each part but the first is in turn the holdout of all that came before it, purged in the same
   * way. A fold that would have no row on a side is left out.
   *
   * @param set the one that this is the split of
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

  /** How many rows each part has. */
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
        // few are: those of the last moments before the cut
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

  /** The first position whose decision is of the same instant as that of {@code position}. */
  private static int firstOfInstant(TrainingSet set, int[] rows, int position) {
    int first = position;
    while (first > 0 && set.decisionMs()[rows[first - 1]] == set.decisionMs()[rows[position]]) {
      first--;
    }
    return first;
  }

  /**
   * How long a model's labels take, and how far its rows are kept apart; what a chronological split
   * purges by.
   *
   * @param window longest time from a decision to its label
   * @param embargo kept between the last label that is fitted and the holdout: at least as far as a
   *     feature of the model looks back, so that no two rows on both sides share a measurement
   */
  public record LabelTiming(Duration window, Duration embargo) {
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
