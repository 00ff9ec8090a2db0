package ratchet.gate;

import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.Reference;

/** What is known of candidate and champion on the same rows; or why nothing is. */
public sealed interface Rescoring {
  /**
   * There are no rows.
   *
   * @param why one word, e.g. {@code no_database}
   */
  record NoRows(String why) implements Rescoring {}

  /**
   * There are rows, but none that can be trusted to be new to the candidate.
   *
   * @param why one word, e.g. {@code candidate_without_provenance}
   */
  record Untrusted(String why) implements Rescoring {}

  /** The candidate was scored, and so was what it is held against, where there is something. */
  record OnRows(CommonRows rows) implements Rescoring {}

  /** What there is of a {@link Reference}. */
  sealed interface Opponent {
    /** There is none: nothing is live, or nothing was ever promoted. */
    record None() implements Opponent {}

    /** It is scored on the same rows as the candidate. */
    record Scored(LoadedModel model) implements Opponent {}

    /**
     * There is one, and it gives no score to compare with.
     *
     * @param why one word, e.g. {@code not_loadable}
     */
    record NotComparable(String why) implements Opponent {}
  }
}
