package ratchet.train;

import ratchet.train.solver.LabelledRows;

/** The least that a fit is made from; below it there is a refusal and no model. */
final class SampleRequirements {
  /** Fewer rows than this give weights that say nothing, whatever the penalty. */
  static final int MIN_ROWS = 50;

  /** Rows of the rarer class: about one for each weight. */
  static final int MIN_MINORITY = 10;

  private SampleRequirements() {}

  /**
   * @param what the label, as in the training view
   * @throws InsufficientDataException naming what was measured and what is required
   */
  static void requireClasses(LabelledRows rows, String what) {
    requireRows(rows.size(), what);
    int positives = rows.positives();
    int minority = Math.min(positives, rows.size() - positives);
    if (minority == 0) {
      throw InsufficientDataException.of(
          "one_class(" + what + ")",
          String.format(
              "%s: all %d training rows have the label %d; both classes are needed, %d rows each",
              what, rows.size(), positives == 0 ? 0 : 1, MIN_MINORITY));
    }
    requireEvents(minority, what, "rows of the rarer class");
  }

  /**
   * @throws InsufficientDataException as {@link #requireClasses}
   */
  static void requireVariation(LabelledRows rows, String what) {
    requireRows(rows.size(), what);
    double first = rows.label(0);
    int same = 1;
    while (same < rows.size() && rows.label(same) == first) {
      same++;
    }
    if (same == rows.size()) {
      throw InsufficientDataException.of(
          "constant_label(" + what + ")",
          String.format(
              "%s: all %d training rows have the value %s; there is nothing to fit",
              what, rows.size(), first));
    }
  }

  static void requireRows(int rows, String what) {
    if (rows < MIN_ROWS) {
      throw InsufficientDataException.of(
          "insufficient_samples(" + rows + ")",
          String.format("%s: %d training rows, required %d", what, rows, MIN_ROWS));
    }
  }

  static void requireEvents(int events, String what, String ofWhat) {
    if (events < MIN_MINORITY) {
      throw InsufficientDataException.of(
          "insufficient_minority(" + events + ")",
          String.format("%s: %d %s, required %d", what, events, ofWhat, MIN_MINORITY));
    }
  }
}
