/**
 * Options and output of commands that show the ledger or append to it by hand: {@code history},
 * {@code hold}, {@code rollback}.
 *
 * <p>It knows no database and no runtime. Start at {@link ratchet.cli.ledger.LedgerQuery}.
 */
package ratchet.cli.ledger;
