/**
 * Where the runtimes of a model are, and what their metrics page says of the model they serve.
 *
 * <p>It knows no file, no database and no HTTP client. Start at {@link
 * ratchet.promote.target.ReloadTargets}.
 */
package ratchet.promote.target;
