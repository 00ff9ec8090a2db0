/**
 * Rows as the services logged them, and the joins between them: attempts with their contexts,
 * decisions with their outcomes.
 *
 * <p>It knows no label, split or solver. Start at {@link ratchet.data.log.Execution} and {@link
 * ratchet.data.log.ContextStream}.
 */
package ratchet.data.log;
