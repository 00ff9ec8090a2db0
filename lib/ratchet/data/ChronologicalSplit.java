package ratchet.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
   */
  public record Cut(long holdoutFromMs, LabelTiming timing) {
    public Part part(long decisionMs, long labelEndMs) {
      if (decisionMs >= holdoutFromMs) {
        return Part.HOLDOUT;
      }
      long labelMs = Math.max(labelEndMs, decisionMs + timing.window().toMillis());
      return labelMs > holdoutFromMs - timing.embargo().toMillis() ? Part.PURGED : Part.TRAIN;
    }
  }

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
    Arrays.setAll(all, row -> row);
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

  private static ChronologicalSplit cut(
      TrainingSet set, int[] rows, int from, int end, LabelTiming timing) {
    long holdoutFromMs = set.decisionMs()[rows[from]];
    Cut cut = new Cut(holdoutFromMs, timing);
    int[] train = new int[from];
    int[] purged = new int[from];
    int kept = 0;
    int dropped = 0;
    for (int i = 0; i < from; i++) {
      int row = rows[i];
      if (cut.part(set.decisionMs()[row], set.labelEndMs()[row]) == Part.TRAIN) {
        train[kept++] = row;
      } else {
        purged[dropped++] = row;
      }
    }
    long trainToMs = kept == 0 ? holdoutFromMs : set.decisionMs()[train[kept - 1]] + 1;
    return new ChronologicalSplit(
        Arrays.copyOf(train, kept),
        Arrays.copyOf(purged, dropped),
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
}
