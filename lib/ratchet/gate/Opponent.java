package ratchet.gate;

import ratchet.features.LoadedModel;

/** What there is of a {@link Reference}. */
public sealed interface Opponent {
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
