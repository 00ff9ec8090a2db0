package ratchet.evaluate;

/**
 * Labelled scores from the highest down, rows of equal score counted together: all that a rank
 * metric can know of them. Row order does not matter.
 */
final class TieGroups {
  private final int[] positives;
  private final int[] negatives;
  private int size;
  private int allPositives;

  TieGroups(RankedRows rows) {
    positives = new int[rows.size()];
    negatives = new int[rows.size()];
    for (int place = rows.size() - 1; place >= 0; size++) {
      double score = rows.score(place);
      int start = place;
      for (; place >= 0 && rows.score(place) == score; place--) {
        positives[size] += (int) rows.label(place);
      }
      negatives[size] = start - place - positives[size];
      allPositives += positives[size];
    }
  }

  int size() {
    return size;
  }

  int positives(int group) {
    return positives[group];
  }

  int negatives(int group) {
    return negatives[group];
  }

  int allPositives() {
    return allPositives;
  }

  int allNegatives() {
    return positives.length - allPositives;
  }
}
