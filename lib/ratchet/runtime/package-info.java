/**
 * The reference model server: it reads aliases, scores contexts, reloads, and reports status and
 * metrics.
 *
 * <p>It knows no SQL, training or promotion. Start at {@link ratchet.runtime.RuntimeServer}.
 */
package ratchet.runtime;
