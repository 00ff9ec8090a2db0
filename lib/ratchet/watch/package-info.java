/**
 * Watches a promoted version on probation: it and its predecessor score the same new outcomes, and
 * an interval that is valid at every look shows whether it is worse.
 *
 * <p>It knows no gate, command line or trainer. Start at {@link ratchet.watch.Watch}.
 */
package ratchet.watch;
