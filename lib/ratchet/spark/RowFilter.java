package ratchet.spark;

import java.io.Serializable;
import java.util.List;
import ratchet.data.training.ChronologicalSplit.Cut;
import ratchet.data.training.ChronologicalSplit.Part;

/**
 * Which rows belong to a part of the split, told by a row's own times.
 *
 * @param fitted each of these cuts gives the row to the fit
 * @param fromMs first moment of decision; milliseconds since the epoch
 * @param untilMs first moment of decision after the part
 */
record RowFilter(List<Cut> fitted, long fromMs, long untilMs) implements Serializable {
  static final RowFilter ALL = new RowFilter(List.of(), Long.MIN_VALUE, Long.MAX_VALUE);

  RowFilter {
    fitted = List.copyOf(fitted);
  }

  /** Those that are also fitted by a further cut. */
  RowFilter fittedBy(Cut cut) {
    List<Cut> cuts = new java.util.ArrayList<>(fitted);
    cuts.add(cut);
    return new RowFilter(cuts, fromMs, untilMs);
  }

  /** Those decided within a time. */
  RowFilter within(long first, long end) {
    return new RowFilter(fitted, first, end);
  }

  boolean accepts(long decisionMs, long labelEndMs) {
    return decisionMs >= fromMs
        && decisionMs < untilMs
        && fitted.stream().allMatch(cut -> cut.part(decisionMs, labelEndMs) == Part.TRAIN);
  }
}
