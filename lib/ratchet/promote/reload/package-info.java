/**
 * The client that asks runtimes to reload, one first and then the others in waves, and checks which
 * version they serve.
 *
 * <p>It knows no gate, ledger or database. Start at {@link ratchet.promote.reload.ReloadClient}.
 */
package ratchet.promote.reload;
