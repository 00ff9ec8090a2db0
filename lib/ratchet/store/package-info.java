/**
 * What lies in the models folder: aliases, history, ledger, lock, and the recovery after a kill;
 * and files that appear whole or not at all, for every room above.
 *
 * <p>It knows no gate rule, SQL or HTTP; {@code GateWords} reads of gates what the ledger keeps.
 * Start at {@link ratchet.store.AliasStore}.
 */
package ratchet.store;
