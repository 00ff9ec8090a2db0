package ratchet.store;

/**
 * An event and where its line lies in the ledger.
 *
 * @param offset of the line's first byte
 * @param bytes of the line, without the newline
 * @param event without gates, hooks and replies: these stay in the file
 */
record LedgerEntry(long offset, int bytes, LedgerEvent event) {}
