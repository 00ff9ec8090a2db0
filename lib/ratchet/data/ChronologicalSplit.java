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
    int first = all.length - (int) Math.ceil(all.length * HOLDOUT_SHARE);
    return cut(set, all, firstOfInstant(set, all, first), all.length, timing);
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
    long lastLabelMs = holdoutFromMs - timing.embargo().toMillis();
    int[] train = new int[from];
    int[] purged = new int[from];
    int kept = 0;
    int dropped = 0;
    for (int i = 0; i < from; i++) {
      long labelMs =
          Math.max(
              set.labelEndMs()[rows[i]], set.decisionMs()[rows[i]] + timing.window().toMillis());
      if (labelMs > lastLabelMs) {
        purged[dropped++] = rows[i];
      } else {
        train[kept++] = rows[i];
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
