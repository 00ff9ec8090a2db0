/**
 * The addresses of the runtimes of a model, and the version that their metrics page names.
 *
 * <p>It knows no file, no database and no HTTP client. Start at {@link
 * ratchet.promote.target.ReloadTargets}.
 */
package ratchet.promote.target;
