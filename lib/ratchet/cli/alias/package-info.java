/**
 * Options about aliases and signatures, the gauges that a run leaves, and what no output may
 * overwrite.
 *
 * <p>It knows no database and no reload. Start at {@link ratchet.cli.alias.AliasOptions}.
 */
package ratchet.cli.alias;
