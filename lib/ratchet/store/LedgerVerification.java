package ratchet.store;

/**
 * The result of checking the chain of digests of a ledger. Lines that were removed from the end
 * leave an intact chain; {@link LedgerGap} finds them, because the alias then differs from the
 * ledger.
 */
public sealed interface LedgerVerification {
  /** Every line names the digest of the line before it. */
  record Intact(int lines) implements LedgerVerification {}

  /**
   * Something was changed after it was written.
   *
   * @param line number of the first line that does not fit, from 1
   * @param why what is wrong, as the rest of a sentence after the number of the line
   */
  record Broken(int line, String why) implements LedgerVerification {}
}
