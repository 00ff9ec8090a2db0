/**
 * Completion for shells, as generated from the commands' own options.
 *
 * <p>It knows no command. Start at {@link ratchet.cli.completion.Shell}.
 */
package ratchet.cli.completion;
