/**
 * Options and output about aliases and their history.
 *
 * <p>It knows no database and no reload. Start at {@link ratchet.cli.alias.AliasOptions}.
 */
package ratchet.cli.alias;
