package ratchet.gate;

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
}
