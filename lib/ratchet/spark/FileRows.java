package ratchet.spark;

import java.io.Serializable;
import java.util.stream.IntStream;
import ratchet.data.training.TrainingSet;
import ratchet.train.solver.LabelledRows;

/**
 * The rows of one database file, on the executor that read it.
 *
 * @param file as the command line names it
 * @param sha256 over all rows
 * @param mints in UTF-8, by their number in the set
 */
record FileRows(String file, String sha256, TrainingSet set, byte[][] mints, Selections selections)
    implements Serializable {
  private record Key(RowFilter filter, String label, boolean isAdjacent) {}

  /** Row numbers of a part, rising. */
  int[] places(RowFilter filter) {
    return IntStream.range(0, set.size())
        .filter(row -> filter.accepts(set.decisionMs()[row], set.labelEndMs()[row]))
        .toArray();
  }

  /** Rows of a part that carry a label. */
  LabelledRows rows(RowFilter filter, String label) {
    return selections.get(
        new Key(filter, label, false), () -> LabelledRows.of(set, places(filter), label));
  }

  /** The same, next to each other in columns that may be their own. */
  LabelledRows adjacentRows(RowFilter filter, String label) {
    return selections.get(new Key(filter, label, true), () -> rows(filter, label).adjacent());
  }
}
