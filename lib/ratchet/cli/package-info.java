/**
 * The common part of all commands: running them, console, exit codes, progress, shared options.
 *
 * <p>It knows no model, database or promotion. Start at {@link ratchet.cli.Cli}.
 */
package ratchet.cli;
