package ratchet.train;

import ratchet.train.solver.TrainingRows;

/** The minimum number of rows of a fit; with fewer rows the training refuses. */
final class SampleRequirements {
  /** With fewer rows the weights carry no information, with any penalty. */
  static final int MIN_ROWS = 50;

  /** Rows of the rarer class: about one for each weight. */
  static final int MIN_MINORITY = 10;

  private SampleRequirements() {}

  /**
   * @param what name of the label in the training view
   * @throws InsufficientDataException naming the measured and the required number
   */
  static void requireClasses(TrainingRows rows, String what) {
    requireRows(rows.rowCount(), what);
    long positives = rows.positives();
    long minority = Math.min(positives, rows.rowCount() - positives);
    if (minority == 0) {
      throw InsufficientDataException.of(
          "one_class(" + what + ")",
          String.format(
              "%s: all %d training rows have the label %d; both classes are needed, %d rows each",
              what, rows.rowCount(), positives == 0 ? 0 : 1, MIN_MINORITY));
    }
    requireEvents(minority, what, "rows of the rarer class");
  }

  /**
   * @throws InsufficientDataException as {@link #requireClasses}
   */
  static void requireVariation(TrainingRows rows, String what) {
    requireRows(rows.rowCount(), what);
    if (rows.haveOneLabel()) {
      throw InsufficientDataException.of(
          "constant_label(" + what + ")",
          String.format(
              "%s: all %d training rows have the value %s; there is nothing to fit",
              what, rows.rowCount(), rows.anyLabel()));
    }
  }

  static void requireRows(long rows, String what) {
    if (rows < MIN_ROWS) {
      throw InsufficientDataException.of(
          "insufficient_samples(" + rows + ")",
          String.format("%s: %d training rows, required %d", what, rows, MIN_ROWS));
    }
  }

  static void requireEvents(long events, String what, String ofWhat) {
    if (events < MIN_MINORITY) {
      throw InsufficientDataException.of(
          "insufficient_minority(" + events + ")",
          String.format("%s: %d %s, required %d", what, events, ofWhat, MIN_MINORITY));
    }
  }
}
