package ratchet.gate;

import ratchet.features.LoadedModel;
import ratchet.gate.CommonRows.Reference;

/** Scores of candidate and champion on the same rows, or why there are none. */
public sealed interface Rescoring {
  /**
   * There are no rows.
   *
   * @param why one word, e.g. {@code no_database}
   */
  record NoRows(String why) implements Rescoring {}

  /**
   * There are rows, but the candidate may have been fitted on them.
   *
   * @param why one word, e.g. {@code candidate_without_provenance}
   */
  record Untrusted(String why) implements Rescoring {}

  /** The candidate was scored, and so were the versions that it is compared with, if they exist. */
  record OnRows(CommonRows rows) implements Rescoring {}

  /** The version of a {@link Reference}, if it exists and can be scored. */
  sealed interface Opponent {
    /** It does not exist: nothing is live, or nothing was ever promoted. */
    record None() implements Opponent {}

    /** It is scored on the same rows as the candidate. */
    record Scored(LoadedModel model) implements Opponent {}

    /**
     * It exists, but it gives no score to compare with.
     *
     * @param why one word, e.g. {@code not_loadable}
     */
    record NotComparable(String why) implements Opponent {}
  }
}
