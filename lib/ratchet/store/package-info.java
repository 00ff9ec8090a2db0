/**
 * The files of the models folder: aliases, history, ledger and lock, and the recovery after a kill;
 * and writing files atomically, for every room above.
 *
 * <p>It knows no gate rule, SQL or HTTP; {@code GateWords} reads the gates that the ledger keeps.
 * Start at {@link ratchet.store.AliasStore}.
 */
package ratchet.store;
