/**
 * Options and output of commands that ask runtimes to reload.
 *
 * <p>It knows no database and no gate. Start at {@link ratchet.cli.reload.ReloadOptions}.
 */
package ratchet.cli.reload;
