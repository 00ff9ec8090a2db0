package ratchet.gate;

/** What is known of candidate and champion on the same rows; or why nothing is. */
public sealed interface Rescoring {
  /** Nothing is live: there is nothing to be worse than. */
  record NoChampion() implements Rescoring {}

  /** There is no database: what each model's own file says is all there is. */
  record OnPaper() implements Rescoring {}

  /**
   * The two have no score in common.
   *
   * @param why one word, e.g. {@code not_loadable}
   */
  record NotComparable(String why) implements Rescoring {}

  /**
   * There are rows, but none that can be trusted to be new to the candidate.
   *
   * @param why one word, e.g. {@code candidate_without_provenance}
   */
  record Untrusted(String why) implements Rescoring {}

  /** Both were scored. */
  record OnRows(CommonRows rows) implements Rescoring {}
}
