package ratchet.store;

/**
 * Whether the chain of the ledger holds. Lines cut from the end leave a chain that holds; the alias
 * then differs from what the ledger says, and the next writer says so.
 */
public sealed interface LedgerVerification {
  /** Every line names the digest of the line before it. */
  record Intact(int lines) implements LedgerVerification {}

  /**
   * Something was changed after it was written.
   *
   * @param line number of the first line that does not fit, from 1
   * @param why what is wrong with it
   */
  record Broken(int line, String why) implements LedgerVerification {}
}
