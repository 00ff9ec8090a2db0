/**
 * A promoted version on probation: it and its predecessor score the same new outcomes, and an
 * interval that holds at every look says which is better.
 *
 * <p>It knows no gate, command line or trainer. Start at {@link ratchet.watch.Watch}.
 */
package ratchet.watch;
