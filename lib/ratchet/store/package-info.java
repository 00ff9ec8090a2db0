/**
 * What lies in the models folder: aliases, history, ledger, lock, and the recovery after a kill.
 *
 * <p>It knows no gate, SQL or HTTP. Start at {@link ratchet.store.AliasStore}.
 */
package ratchet.store;
